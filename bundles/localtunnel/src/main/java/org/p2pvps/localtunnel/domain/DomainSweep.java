package org.p2pvps.localtunnel.domain;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds for domains whose rental ended. They are not served any more by then; now others may have them. */
@Component(service = DomainSweep.class, immediate = true)
public final class DomainSweep {
    private static final Logger LOG = LoggerFactory.getLogger(DomainSweep.class);
    private static final long EVERY_SECONDS = 10;

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "gateway-domains"));

    @Activate
    public DomainSweep(@Reference SiteDesk desk) {
        var unused = clockwork.scheduleWithFixedDelay(() -> sweep(desk), 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private static void sweep(SiteDesk desk) {
        try {
            desk.removeOrphans();
        } catch (RuntimeException e) {
            LOG.warn("Removing domains failed; trying again.", e);
        }
    }
}
