package org.p2pvps.registration;

import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.protocol.ErrorCode;

/**
 * What an owner says of a device. In a change (PATCH) what is null stays as it is.
 *
 * @param name 1 to 60 characters
 * @param description up to 1,000 characters; may be empty
 * @param hourlyRate 0 to a million million minor units
 * @param shortestHours the shortest term, at least 1; 1 if it is left out when a device is added
 * @param longestHours the longest term, 8,784 at most; 720 if it is left out, or the shortest if that is longer
 */
public record DeviceDescription(
        String name,
        String description,
        Money hourlyRate,
        Purpose purpose,
        Integer shortestHours,
        Integer longestHours) {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final long HIGHEST_RATE = 1_000_000_000_000L;

    /** This, with what is null taken from the device. */
    DeviceDescription over(Device device) {
        return new DeviceDescription(
                name == null ? device.name() : name,
                description == null ? device.description() : description,
                hourlyRate == null ? device.hourlyRate() : hourlyRate,
                purpose == null ? device.purpose() : purpose,
                shortestHours == null ? Integer.valueOf(device.term().shortestHours()) : shortestHours,
                longestHours == null ? Integer.valueOf(device.term().longestHours()) : longestHours);
    }

    /** This, stripped of outer white space, if it is possible. */
    DeviceDescription checked() {
        String shownName = name == null ? "" : name.strip();
        String shownDescription = description == null ? "" : description.strip();
        require(
                !shownName.isEmpty() && shownName.length() <= LONGEST_NAME && isPlain(shownName),
                "name: 1 to 60 characters");
        require(shownDescription.length() <= LONGEST_DESCRIPTION, "description: at most 1,000 characters");
        require(hourlyRate != null, "hourlyRate: an amount and a currency");
        require(
                hourlyRate.amount() >= 0 && hourlyRate.amount() <= HIGHEST_RATE,
                "hourlyRate.amount: 0 to a million million minor units");
        require(purpose != null, "purpose: FOR_RENT or OWN_USE");
        Term term = term();
        return new DeviceDescription(
                shownName, shownDescription, hourlyRate, purpose, term.shortestHours(), term.longestHours());
    }

    /** For how long the device can be rented. */
    Term term() {
        int shortest = shortestHours == null ? Term.USUAL.shortestHours() : shortestHours;
        int longest = longestHours == null ? Math.max(shortest, Term.USUAL.longestHours()) : longestHours;
        return new Term(shortest, longest);
    }

    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    private static void require(boolean fine, String wanted) {
        if (!fine) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "Wanted is " + wanted + ".");
        }
    }
}
