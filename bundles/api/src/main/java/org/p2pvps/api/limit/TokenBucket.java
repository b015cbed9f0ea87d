package org.p2pvps.api.limit;

import java.util.function.LongSupplier;

/**
 * Lets through so much a second, and that much at once after a pause. Its rate may be changed while it is used, by several
 * threads. A rate of 0 is no limit.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private double perSecond;
    private double most;
    private double tokens;
    private long lastNanos;

    /**
     * A full bucket.
     *
     * @param perSecond what it lets through in a second; 0: whatever comes
     * @param burst what it lets through at once after a pause
     */
    public TokenBucket(double perSecond, double burst) {
        this(perSecond, burst, System::nanoTime);
    }

    /** @param nanoClock as {@link System#nanoTime} */
    public TokenBucket(double perSecond, double burst, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.perSecond = perSecond;
        this.most = burst;
        this.tokens = burst;
        this.lastNanos = nanoClock.getAsLong();
    }

    /** Other limits from now on; what was used so far stays used. */
    public synchronized void change(double newPerSecond, double newBurst) {
        refill();
        perSecond = newPerSecond;
        most = newBurst;
        tokens = Math.min(tokens, newBurst);
    }

    /** Takes {@code amount} if there is as much; for what can be refused. */
    public synchronized boolean tryTake(double amount) {
        if (perSecond == 0) {
            return true;
        }
        refill();
        if (tokens < amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }

    /**
     * Takes {@code amount} whether there is as much or not; for what has happened already, such as bytes that were read.
     *
     * @return the nanoseconds to pause before taking more; 0 for none
     */
    public synchronized long take(double amount) {
        if (perSecond == 0) {
            return 0;
        }
        refill();
        tokens -= amount;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS_PER_SECOND);
    }

    /** The seconds until {@link #tryTake} would take {@code amount}, if nobody takes anything before; 0: now. */
    public synchronized double secondsUntil(double amount) {
        refill();
        return perSecond == 0 ? 0 : Math.max(0, amount - tokens) / perSecond;
    }

    /** Whether it is full: forgetting it then loses nothing. */
    public synchronized boolean isFull() {
        refill();
        return perSecond == 0 || tokens >= most;
    }

    private void refill() {
        long now = nanoClock.getAsLong();
        tokens = Math.min(most, tokens + (now - lastNanos) * perSecond / NANOS_PER_SECOND);
        lastNanos = now;
    }
}
