package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;

/** Terms for the tests of other packages. */
public final class SomeTerms {
    private SomeTerms() {}

    public static Terms undeliveredAfter(Duration longest, Clock clock) {
        return new Terms(Parts.LONGEST_HOURS, longest, clock);
    }
}
