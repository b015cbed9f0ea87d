package org.p2pvps.localtunnel.http;

import java.util.Locale;
import java.util.Set;

/** The fields that concern one connection only and are not passed on (RFC 9110, 7.6.1). */
final class HopByHop {
    /** Framing included: it is written anew. */
    private static final NameSet ALWAYS = NameSet.of(
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "proxy-authenticate",
            "proxy-authorization");

    /** What {@code Connection} may not take away: the next hop needs it to see the request as we do. */
    private static final Set<String> NEVER = Set.of("host", "expect", "trailer");

    private final Set<String> named;

    HopByHop(Fields fields) {
        named = fields.connectionOptions();
    }

    boolean drops(Field field) {
        return ALWAYS.contains(field.name())
                || !named.isEmpty() && isNamed(field.name().toLowerCase(Locale.ROOT));
    }

    private boolean isNamed(String name) {
        return named.contains(name) && !NEVER.contains(name);
    }
}
