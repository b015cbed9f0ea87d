package org.p2pvps.localtunnel.gateway;

import java.time.Duration;

/** Lets devices' pools of connections shrink again after a crowd of visitors. */
final class UnusedSweep implements Timed {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Sites sites;
    private long last = System.nanoTime();

    UnusedSweep(Sites sites) {
        this.sites = sites;
    }

    @Override
    public void tick(long now) {
        if (now - last > PERIOD_NANOS) {
            last = now;
            sites.all().forEach(site -> site.closeUnused(now - PATIENCE_NANOS));
        }
    }
}
