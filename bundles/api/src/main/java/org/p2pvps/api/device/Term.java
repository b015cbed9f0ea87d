package org.p2pvps.api.device;

import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * For how long a device can be rented, in whole hours.
 *
 * @param shortestHours at least 1
 * @param longestHours at least the shortest; also how far ahead a rental that runs can be extended
 */
public record Term(int shortestHours, int longestHours) {
    /** A leap year. */
    public static final int MOST_HOURS = 8_784;

    /** What owners get who don't say: an hour to thirty days. */
    public static final Term USUAL = new Term(1, 720);

    public Term {
        if (shortestHours < 1 || longestHours < shortestHours || longestHours > MOST_HOURS) {
            throw new ProblemException(
                    ErrorCode.FIELD_INVALID,
                    "Wanted is shortestHours: 1 to longestHours; longestHours: up to " + MOST_HOURS + ".");
        }
    }

    /** Whether somebody can rent it for some hours. */
    public boolean allows(int hours) {
        return hours >= shortestHours && hours <= longestHours;
    }
}
