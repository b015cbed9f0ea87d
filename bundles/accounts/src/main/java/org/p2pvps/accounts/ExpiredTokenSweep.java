package org.p2pvps.accounts;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.AccessTokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets sessions and tokens that have ended. They are refused without it too: this saves space. */
@Component(
        service = {},
        immediate = true)
public final class ExpiredTokenSweep {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredTokenSweep.class);
    private static final long FIRST_AFTER_MINUTES = 1;
    private static final long EVERY_MINUTES = 60;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "p2pvps-token-sweep");
        thread.setDaemon(true);
        return thread;
    });

    private final Future<?> sweeping;

    @Activate
    public ExpiredTokenSweep(@Reference AccessTokenStore tokens) {
        this(tokens, Clock.systemUTC());
    }

    ExpiredTokenSweep(AccessTokenStore tokens, Clock clock) {
        sweeping = scheduler.scheduleWithFixedDelay(
                () -> sweep(tokens, clock), FIRST_AFTER_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    static void sweep(AccessTokenStore tokens, Clock clock) {
        try {
            tokens.deleteExpired(clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("Expired tokens could not be deleted; trying again in an hour", e);
        }
    }

    @Deactivate
    void stop() {
        sweeping.cancel(false);
        scheduler.shutdown();
    }
}
