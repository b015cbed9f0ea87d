package org.p2pvps.mail;

import java.time.Duration;

/**
 * Pauses that double with each failure, up to a longest.
 *
 * @param first after the first failure
 */
record Backoff(Duration first, Duration longest) {
    /** @param failures how often it failed before this time */
    Duration after(int failures) {
        Duration pause = first;
        for (int i = 0; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
