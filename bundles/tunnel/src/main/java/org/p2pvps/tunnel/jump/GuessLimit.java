package org.p2pvps.tunnel.jump;

import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.p2pvps.api.limit.TokenBucket;
import org.p2pvps.tunnel.Subscriber;

/**
 * Bounds wrong keys and tokens from one subscriber, so that nobody can go on guessing, or make the server look up token after
 * token.
 */
final class GuessLimit {
    private static final int AT_ONCE = 30;
    private static final double PER_SECOND = 0.5;
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<Subscriber, TokenBucket> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subscriber, TokenBucket> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** Counts one more try as failed. @return false if there were too many */
    synchronized boolean allows(SocketAddress from) {
        return failures.computeIfAbsent(Subscriber.of(from), key -> new TokenBucket(PER_SECOND, AT_ONCE))
                .tryTake(1);
    }

    /** Whoever got in is no guesser. */
    synchronized void succeeded(SocketAddress from) {
        failures.remove(Subscriber.of(from));
    }
}
