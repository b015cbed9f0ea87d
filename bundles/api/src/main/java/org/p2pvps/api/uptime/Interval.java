package org.p2pvps.api.uptime;

import java.time.Duration;
import java.time.Instant;

/** A span of time, without its end. Never negative. */
public record Interval(Instant from, Instant until) {
    public Interval {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("An interval can't end before it begins.");
        }
    }

    /** Its length in whole seconds. */
    public long seconds() {
        return Duration.between(from, until).toSeconds();
    }

    /** What of it lies between two instants; empty (of length 0) if nothing does. */
    public Interval within(Instant earliest, Instant latest) {
        Instant start = from.isBefore(earliest) ? earliest : from;
        Instant end = until.isAfter(latest) ? latest : until;
        return end.isBefore(start) ? new Interval(start, start) : new Interval(start, end);
    }
}
