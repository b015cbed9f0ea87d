package org.p2pvps.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.mail.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets every hour the mails that were sent, or not wanted, long ago. */
@Component(service = OldMailSweep.class, immediate = true, configurationPid = MailConfig.PID)
public final class OldMailSweep {
    /** What lasts is looked at for some days, and an event is told once because its mail is still there. */
    private static final Duration SHORTEST = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(OldMailSweep.class);
    private static final long FIRST_AFTER_MINUTES = 2;
    private static final long EVERY_MINUTES = 60;

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-old-mails"));

    @Activate
    public OldMailSweep(@Reference MailStore outbox, MailConfig config) {
        keep(config.keepDays())
                .ifPresent(keep -> clockwork.scheduleWithFixedDelay(
                        () -> attempt(outbox, keep), FIRST_AFTER_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES));
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    /** Empty for ever. */
    static Optional<Duration> keep(int days) {
        return Optional.of(Duration.ofDays(days))
                .filter(keep -> days > 0)
                .map(keep -> keep.compareTo(SHORTEST) < 0 ? SHORTEST : keep);
    }

    static void sweep(MailStore outbox, Duration keep, Clock clock) {
        outbox.forgetDone(clock.instant().minus(keep));
    }

    private static void attempt(MailStore outbox, Duration keep) {
        try {
            sweep(outbox, keep, Clock.systemUTC());
        } catch (RuntimeException e) {
            LOG.warn("Forgetting old mails failed; trying again in an hour.", e);
        }
    }
}
