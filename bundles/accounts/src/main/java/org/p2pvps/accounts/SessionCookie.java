package org.p2pvps.accounts;

import java.time.Duration;
import javax.ws.rs.core.UriInfo;
import org.p2pvps.api.Secret;

/** The cookie by which a browser keeps its session: out of reach of scripts and of other sites. */
final class SessionCookie {
    private static final String NAME = "p2pvps_session";

    private SessionCookie() {}

    static String set(Secret session, Duration term, UriInfo uri) {
        return header(session.value(), term.toSeconds(), uri);
    }

    static String clear(UriInfo uri) {
        return header("", 0, uri);
    }

    private static String header(String value, long seconds, UriInfo uri) {
        boolean tls = "https".equals(uri.getBaseUri().getScheme());
        return NAME + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (tls ? "; Secure" : "");
    }
}
