package org.p2pvps.agent.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: each up to twice the last, never above a limit, and never the same for two agents. */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 16;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int attempts;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The next pause: between half of its nominal length and all of it. */
    public Duration next() {
        long nominal = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempts, MOST_DOUBLINGS));
        attempts++;
        return Duration.ofMillis(nominal / 2 + random.nextLong(nominal / 2 + 1));
    }

    public void reset() {
        attempts = 0;
    }
}
