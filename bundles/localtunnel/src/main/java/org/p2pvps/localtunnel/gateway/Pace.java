package org.p2pvps.localtunnel.gateway;

import java.time.Duration;

/** Whether a request's body comes fast enough: whoever lets one trickle holds a device's connection. */
final class Pace {
    /** How many times faster it must come while others wait for the connection. */
    private static final int HURRY = 16;

    private final long window;
    private final long least;
    private boolean begun;
    private long since;
    private long bytes;

    /**
     * @param window how long is looked at
     * @param bytesPerSecond that must come on average
     */
    Pace(Duration window, int bytesPerSecond) {
        this.window = window.toNanos();
        least = window.toSeconds() * bytesPerSecond;
    }

    /** Counts from the first octet on: before it the device may have to ask for the body (RFC 9110, 10.1.1). */
    void count(int more) {
        if (!begun) {
            begin(System.nanoTime());
        }
        bytes += more;
    }

    /**
     * @param excused whether something else than the visitor holds the body up
     * @param crowded whether others wait for the connection
     */
    boolean isTooSlow(long now, boolean excused, boolean crowded) {
        if (!begun || now - since < window) {
            return false;
        }
        boolean slow = bytes < (crowded ? HURRY * least : least);
        begin(now);
        return slow && !excused;
    }

    private void begin(long now) {
        begun = true;
        since = now;
        bytes = 0;
    }
}
