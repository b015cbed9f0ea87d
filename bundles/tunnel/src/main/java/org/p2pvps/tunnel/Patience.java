package org.p2pvps.tunnel;

import java.time.Duration;

/**
 * How long a connection may take to sign in while others wait. A server that has just started, or is busy, is slow itself; only
 * those who do sign in say how slow.
 */
final class Patience {
    static final Duration LEAST = Duration.ofSeconds(3);
    static final Duration MOST = Duration.ofSeconds(10);
    /** So many times as long as usual may it take. */
    private static final int LENIENCE = 4;
    /** Over about so many connections goes what is usual. */
    private static final int MEMORY = 16;

    private double usual;

    /** Somebody has signed in, so many nanoseconds after connecting. */
    void signedInAfter(long nanos) {
        usual += (nanos - usual) / MEMORY;
    }

    Duration now() {
        Duration patience = LEAST.plusNanos((long) (LENIENCE * usual));
        return patience.compareTo(MOST) < 0 ? patience : MOST;
    }
}
