package org.p2pvps.rest.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.p2pvps.api.limit.TokenBucket;

/** Counts calls by key. Remembers the keys used last; one that is forgotten starts afresh. */
public final class RateLimiter {
    private static final int MAX_KEYS = 10_000;
    private static final double SECONDS_PER_MINUTE = 60;

    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_KEYS;
        }
    };
    private final boolean enabled;
    private final LongSupplier nanoTime;

    /** A limiter that lets everything through if it is not {@code enabled}. */
    public RateLimiter(boolean enabled) {
        this(enabled, System::nanoTime);
    }

    RateLimiter(boolean enabled, LongSupplier nanoTime) {
        this.enabled = enabled;
        this.nanoTime = nanoTime;
    }

    /** Counts a call; answers 0 if it may pass, else the seconds to wait. */
    synchronized int secondsToWait(String key, int perMinute) {
        if (!enabled) {
            return 0;
        }
        TokenBucket bucket = buckets.computeIfAbsent(
                key, unused -> new TokenBucket(perMinute / SECONDS_PER_MINUTE, perMinute, nanoTime));
        return bucket.tryTake(1) ? 0 : (int) Math.max(1, Math.ceil(bucket.secondsUntil(1)));
    }
}
