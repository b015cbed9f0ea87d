package org.p2pvps.localtunnel.http;

import java.util.ArrayList;
import java.util.List;

/** Reads field lines (RFC 9112, 5). */
final class FieldParser {
    private FieldParser() {}

    static Fields parse(List<String> lines) throws MalformedMessageException {
        List<Field> fields = new ArrayList<>(lines.size());
        for (String line : lines) {
            fields.add(parse(line));
        }
        return new Fields(fields);
    }

    /**
     * Refuses what parsers read in different ways: a folded line (5.2), a space before the colon (5.1), control characters
     * (RFC 9110, 5.5).
     */
    static Field parse(String line) throws MalformedMessageException {
        int colon = line.indexOf(':');
        if (colon < 1 || !HttpSyntax.isToken(line.substring(0, colon))) {
            throw MalformedMessageException.because("A header field's name is malformed.");
        }
        for (int at = colon + 1; at < line.length(); at++) {
            if (!HttpSyntax.isValueChar(line.charAt(at))) {
                throw MalformedMessageException.because("A header field's value holds a control character.");
            }
        }
        return new Field(line.substring(0, colon), trim(line, colon + 1));
    }

    private static String trim(String line, int from) {
        int start = from;
        int end = line.length();
        while (start < end && isBlank(line.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
