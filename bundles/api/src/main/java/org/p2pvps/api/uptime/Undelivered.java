package org.p2pvps.api.uptime;

import java.util.List;

/**
 * For how long a device was not there for its renter, and the evidence.
 *
 * @param seconds whole seconds, at least 0, no more than the span that was asked about
 * @param outages when, oldest first, without overlap; the server's own outages are none of them
 */
public record Undelivered(long seconds, List<Interval> outages) {
    /** Nothing is missing. */
    public static final Undelivered NONE = new Undelivered(0, List.of());

    public Undelivered {
        if (seconds < 0) {
            throw new IllegalArgumentException("A duration can't be negative.");
        }
        outages = List.copyOf(outages);
    }
}
