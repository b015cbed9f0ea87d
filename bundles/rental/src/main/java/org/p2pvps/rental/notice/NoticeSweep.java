package org.p2pvps.rental.notice;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every 15 seconds for rentals that end soon. */
@Component(service = NoticeSweep.class, immediate = true)
public final class NoticeSweep {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeSweep.class);
    private static final long EVERY_SECONDS = 15;

    private final Notices notices;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-notices"));

    @Activate
    public NoticeSweep(@Reference Notices notices) {
        this.notices = notices;
        clockwork.scheduleWithFixedDelay(this::sweep, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private void sweep() {
        try {
            notices.give();
        } catch (RuntimeException e) {
            LOG.warn("Giving notice of ends failed; trying again.", e);
        }
    }
}
