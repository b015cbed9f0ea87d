package org.p2pvps.accounts;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * Slows down who guesses at one account's password, from however many addresses: ten failures at once, then one in half a
 * minute. Addresses without an account count alike, so that it does not tell which have one.
 */
final class SignInThrottle {
    static final int MOST_FAILURES = 10;
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, FailureCount> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FailureCount> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final Clock clock;

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Passes if another attempt may be made, and counts it as failed until {@link #succeeded}. */
    synchronized void attempt(String email) {
        FailureCount current = failures.getOrDefault(email, new FailureCount(0, clock.instant()))
                .at(clock.instant());
        if (current.count() >= MOST_FAILURES) {
            throw new ProblemException(
                    ErrorCode.RATE_LIMITED, "Too many failed sign-ins to this account. Try again in half a minute.");
        }
        failures.put(email, current.plusOne());
    }

    synchronized void succeeded(String email) {
        failures.remove(email);
    }
}
