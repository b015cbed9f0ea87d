package org.p2pvps.persistence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Values in the form every database keeps as they are, so that a record reads the same before and after. */
public final class Kept {
    private Kept() {}

    /** To the microsecond: PostgreSQL keeps no more. */
    public static Instant instant(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** A remark that is cut rather than refused, and empty rather than null; without the NUL that PostgreSQL keeps in no text. */
    public static String remark(String remark, int longest) {
        String text = remark == null ? "" : remark.replace('\0', ' ');
        if (text.length() <= longest) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, splitsPair ? longest - 1 : longest);
    }
}
