package org.p2pvps.rest.security;

/** Lets through so many calls a minute, and that many at once after a pause. */
final class TokenBucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private double tokens;
    private long lastNanos;

    TokenBucket(int perMinute, long nowNanos) {
        this.perMinute = perMinute;
        this.tokens = perMinute;
        this.lastNanos = nowNanos;
    }

    /** Takes a token; answers 0 if there was one, else the seconds until there will be. */
    int take(long nowNanos) {
        tokens = Math.min(perMinute, tokens + (nowNanos - lastNanos) * perMinute / NANOS_PER_MINUTE);
        lastNanos = nowNanos;
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return (int) Math.ceil((1 - tokens) * 60 / perMinute);
    }
}
