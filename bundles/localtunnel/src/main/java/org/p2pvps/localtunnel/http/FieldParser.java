package org.p2pvps.localtunnel.http;

/** Reads field lines (RFC 9112, 5). */
final class FieldParser {
    private FieldParser() {}

    static Field parse(String line) throws MalformedMessageException {
        return parse(line, 0, line.length());
    }

    /**
     * Refuses what parsers read in different ways: a folded line (5.2), a space before the colon (5.1), control characters
     * (RFC 9110, 5.5).
     */
    static Field parse(String text, int start, int end) throws MalformedMessageException {
        int colon = start;
        while (colon < end && HttpSyntax.isTokenChar(text.charAt(colon))) {
            colon++;
        }
        if (colon == start || colon == end || text.charAt(colon) != ':') {
            throw MalformedMessageException.because("A header field's name is malformed.");
        }
        for (int at = colon + 1; at < end; at++) {
            if (!HttpSyntax.isValueChar(text.charAt(at))) {
                throw MalformedMessageException.because("A header field's value holds a control character.");
            }
        }
        return new Field(text.substring(start, colon), trim(text, colon + 1, end));
    }

    private static String trim(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
