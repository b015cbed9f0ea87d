package org.p2pvps.accounts;

import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** Refusals of what people enter. */
final class Invalid {
    private Invalid() {}

    static ProblemException field(String name, String what) {
        return new ProblemException(ErrorCode.FIELD_INVALID, "The field '" + name + "' " + what);
    }

    /** Trimmed, 1 to {@code longest} characters, no control characters. */
    static String line(String name, String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > longest || text.codePoints().anyMatch(Character::isISOControl)) {
            throw field(name, "is one line of 1 to " + longest + " characters.");
        }
        return text;
    }
}
