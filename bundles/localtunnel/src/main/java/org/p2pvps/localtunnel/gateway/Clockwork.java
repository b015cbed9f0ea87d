package org.p2pvps.localtunnel.gateway;

import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all deadlines a few times a second: cheaper than a timer for each request. */
final class Clockwork {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
    private static final long PERIOD_MILLIS = 200;

    private final Set<Timed> running = new HashSet<>();

    void start(EventLoop loop) {
        var unused = loop.scheduleAtFixedRate(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Timed timed) {
        running.add(timed);
    }

    void remove(Timed timed) {
        running.remove(timed);
    }

    int size() {
        return running.size();
    }

    private void tick() {
        long now = System.nanoTime();
        for (Timed timed : running.toArray(Timed[]::new)) {
            try {
                timed.tick(now);
            } catch (RuntimeException e) {
                // The others' deadlines count on.
                LOG.warn("A deadline failed in an unforeseen way", e);
            }
        }
    }
}
