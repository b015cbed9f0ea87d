package org.p2pvps.accounts;

import java.time.Duration;
import java.time.Instant;

/**
 * Failed sign-ins to one account.
 *
 * @param count failures not yet forgotten
 * @param since when forgetting was last reckoned
 */
record FailureCount(int count, Instant since) {
    /** One failure is forgotten in each such time. */
    static final Duration FORGETTING = Duration.ofSeconds(30);

    FailureCount at(Instant now) {
        long forgotten = Duration.between(since, now).dividedBy(FORGETTING);
        return forgotten <= 0
                ? this
                : new FailureCount(
                        (int) Math.max(0, count - forgotten), since.plus(FORGETTING.multipliedBy(forgotten)));
    }

    FailureCount plusOne() {
        return new FailureCount(count + 1, since);
    }
}
