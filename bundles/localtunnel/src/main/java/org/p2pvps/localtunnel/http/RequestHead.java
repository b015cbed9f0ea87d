package org.p2pvps.localtunnel.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request's line and fields (RFC 9112, 3), checked.
 *
 * @param target in origin-form, or {@code *}
 * @param minorVersion 0 or 1
 * @param host as in {@code Host} or in a target in absolute-form, lower-case, with the port if it had one
 */
public record RequestHead(String method, String target, int minorVersion, String host, Fields fields) {
    /** RFC 9110, 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    public boolean isHead() {
        return method.equals("HEAD");
    }

    public boolean isIdempotent() {
        return IDEMPOTENT.contains(method);
    }

    /** Whether the client wants its connection kept. From HTTP/1.0 that is not offered. */
    public boolean keepsConnection() {
        return minorVersion == 1 && !fields.connectionOptions().contains("close");
    }

    /**
     * The protocol the client wants to change to (RFC 9110, 7.8). To another version of HTTP, or to TLS (RFC 2817), it may not:
     * requests would pass unseen from then on, with {@code Forwarded} fields as the client likes.
     */
    public Optional<String> upgrade() {
        return minorVersion == 1 && fields.connectionOptions().contains("upgrade")
                ? fields.first("upgrade").filter(RequestHead::isOtherThanHttp)
                : Optional.empty();
    }

    private static boolean isOtherThanHttp(String protocols) {
        String lowerCase = protocols.toLowerCase(Locale.ROOT);
        return Arrays.stream(lowerCase.split(",", -1))
                .map(String::strip)
                .noneMatch(protocol -> protocol.equals("h2c")
                        || protocol.equals("h2")
                        || protocol.startsWith("http/")
                        || protocol.startsWith("tls/"));
    }

    /** The host without its port. */
    public String hostName() {
        int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
