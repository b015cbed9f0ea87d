package org.p2pvps.agent.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that runs, and can be put forward. */
public final class SteppedClock extends Clock {
    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    public SteppedClock(Clock base) {
        this.base = base;
    }

    /** Always true, for use in conditions. */
    public synchronized boolean advance(long seconds) {
        ahead = ahead.plusSeconds(seconds);
        return true;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
