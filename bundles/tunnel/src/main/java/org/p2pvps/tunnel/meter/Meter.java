package org.p2pvps.tunnel.meter;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.p2pvps.api.limit.TokenBucket;
import org.p2pvps.api.tunnel.TrafficLimits;
import org.p2pvps.tunnel.Refusal;

/**
 * What one device, or one renter, uses. Bytes are counted when they have been carried, and whoever used too much is not read
 * from for a while: what is limited waits at its source, not here.
 */
public final class Meter {
    private static final double SECONDS_PER_MINUTE = 60;
    /** A quarter of a second at once, and never less than a packet or two. */
    private static final double BURST_SECONDS = 0.25;

    private static final double LEAST_BURST = 64 * 1024;
    /** Limits may change meanwhile, so that nobody waits longer without asking again. */
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final AtomicInteger open = new AtomicInteger();
    private final TokenBucket rate;
    private final TokenBucket in;
    private final TokenBucket out;
    private volatile TrafficLimits limits;

    Meter(TrafficLimits limits) {
        this.limits = limits;
        rate = new TokenBucket(limits.connectionsPerMinute() / SECONDS_PER_MINUTE, limits.connectionsPerMinute());
        in = new TokenBucket(limits.bytesPerSecondIn(), burst(limits.bytesPerSecondIn()));
        out = new TokenBucket(limits.bytesPerSecondOut(), burst(limits.bytesPerSecondOut()));
    }

    /** Other limits from now on. Connections that are open stay. */
    void change(TrafficLimits changed) {
        if (changed.equals(limits)) {
            return;
        }
        limits = changed;
        rate.change(changed.connectionsPerMinute() / SECONDS_PER_MINUTE, changed.connectionsPerMinute());
        in.change(changed.bytesPerSecondIn(), burst(changed.bytesPerSecondIn()));
        out.change(changed.bytesPerSecondOut(), burst(changed.bytesPerSecondOut()));
    }

    /** Counts one more connection, to be followed by {@link #leave}; or counts nothing and says why. */
    Optional<Refusal> enter() {
        if (open.get() >= limits.connections()) {
            return Optional.of(Refusal.CONNECTIONS);
        }
        if (!rate.tryTake(1)) {
            return Optional.of(Refusal.CONNECTION_RATE);
        }
        open.incrementAndGet();
        return Optional.empty();
    }

    /** One of those that entered is gone. */
    public void leave() {
        open.decrementAndGet();
    }

    /** @return for how many nanoseconds nothing more may come from renters, a second at most; 0 if it may */
    public long in(int bytes) {
        return limits.bytesPerSecondIn() == 0 ? 0 : Math.min(LONGEST_PAUSE, in.take(bytes));
    }

    /** @return for how many nanoseconds nothing more may go to renters, a second at most; 0 if it may */
    public long out(int bytes) {
        return limits.bytesPerSecondOut() == 0 ? 0 : Math.min(LONGEST_PAUSE, out.take(bytes));
    }

    /** Whether forgetting it loses nothing. */
    boolean isIdle() {
        return open.get() == 0 && rate.isFull() && in.isFull() && out.isFull();
    }

    private static double burst(long bytesPerSecond) {
        return Math.max(LEAST_BURST, bytesPerSecond * BURST_SECONDS);
    }
}
