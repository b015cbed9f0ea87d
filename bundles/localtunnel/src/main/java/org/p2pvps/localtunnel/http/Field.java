package org.p2pvps.localtunnel.http;

/** A header or trailer field (RFC 9110, 5). The name's case is kept as it came. */
public record Field(String name, String value) {
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
