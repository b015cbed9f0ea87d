package org.p2pvps.localtunnel.h2;

import java.util.Set;
import org.p2pvps.localtunnel.http.HttpSyntax;

/** What a field of a request may be, so that it is one field in HTTP/1.1 too (RFC 9113, 8.2). */
final class FieldRules {
    /** RFC 9113, 8.2.2. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

    private FieldRules() {}

    static boolean isOfTheConnection(String name) {
        return OF_THE_CONNECTION.contains(name);
    }

    static void check(String name, String value) throws MalformedStreamException {
        require(HttpSyntax.isToken(name) && isLowerCase(name), "A field's name is malformed.");
        require(!isOfTheConnection(name), "A field concerns connections, which HTTP/2 has none of.");
        require(!name.equals("te") || value.equals("trailers"), "TE may be trailers, and nothing else.");
        checkValue(value);
    }

    /** RFC 9113, 8.2.1, and stricter: no control characters at all but the tab. */
    static void checkValue(String value) throws MalformedStreamException {
        for (int at = 0; at < value.length(); at++) {
            require(HttpSyntax.isValueChar(value.charAt(at)), "A field's value holds a control character.");
        }
        require(
                value.isEmpty() || !isBlank(value.charAt(0)) && !isBlank(value.charAt(value.length() - 1)),
                "A field's value begins or ends with a blank.");
    }

    static void require(boolean condition, String detail) throws MalformedStreamException {
        if (!condition) {
            throw new MalformedStreamException(detail);
        }
    }

    private static boolean isLowerCase(String name) {
        return name.chars().noneMatch(character -> character >= 'A' && character <= 'Z');
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
