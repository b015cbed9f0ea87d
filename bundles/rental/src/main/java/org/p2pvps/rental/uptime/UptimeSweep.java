package org.p2pvps.rental.uptime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.p2pvps.api.Topics;
import org.p2pvps.api.tunnel.Tunnels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the devices every two seconds, and as soon as a tunnel opens or closes. */
@Component(
        immediate = true,
        configurationPid = UptimeConfig.PID,
        property = EventConstants.EVENT_TOPIC + "=" + Topics.TUNNEL_CHANGED)
public final class UptimeSweep implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UptimeSweep.class);
    private static final long LOOK_EVERY_SECONDS = 2;
    private static final long TELL_EVERY_SECONDS = 15;
    private static final long TIDY_EVERY_HOURS = 1;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Tunnels tunnels;

    private final Watch watch;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-uptime"));

    @Activate
    public UptimeSweep(@Reference Watch watch, @Reference OutageMails mails, UptimeConfig config) {
        this.watch = watch;
        Duration keep = Duration.ofDays(config.keepDays());
        clockwork.scheduleWithFixedDelay(
                attempt("looking after devices", this::look), 1, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(
                attempt("telling of outages", () -> mails.tell(watch.open())),
                TELL_EVERY_SECONDS,
                TELL_EVERY_SECONDS,
                TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(
                attempt("forgetting old outages", () -> watch.tidy(keep)),
                TIDY_EVERY_HOURS,
                TIDY_EVERY_HOURS,
                TimeUnit.HOURS);
    }

    /** Thousands of tunnels may open at once: one look sees them all. */
    @Override
    public void handleEvent(Event event) {
        if (asked.compareAndSet(false, true)) {
            clockwork.execute(attempt("looking after devices", this::look));
        }
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private void look() {
        asked.set(false);
        watch.look(Optional.ofNullable(tunnels));
    }

    private static Runnable attempt(String what, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed; trying again.", what, e);
            }
        };
    }
}
