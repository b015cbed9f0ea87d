package org.p2pvps.localtunnel.http;

import java.util.Locale;
import java.util.Set;

/** The fields that concern one connection only and are not passed on (RFC 9110, 7.6.1). */
final class HopByHop {
    /** Framing included: it is written anew. */
    private static final Set<String> ALWAYS = Set.of(
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
        String name = field.name().toLowerCase(Locale.ROOT);
        return ALWAYS.contains(name) || named.contains(name) && !NEVER.contains(name);
    }
}
