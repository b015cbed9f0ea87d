package org.p2pvps.rental;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.p2pvps.api.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconciles with the markets what is listed, refunded and delivered there: every two seconds, and as soon as a device changes. */
@Component(
        immediate = true,
        property = {
            EventConstants.EVENT_TOPIC + "=" + Topics.DEVICE_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + Topics.TUNNEL_CHANGED
        })
public final class ListingSweep implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ListingSweep.class);
    private static final long EVERY_SECONDS = 2;

    private final Listings listings;
    private final MarketErrands errands;
    /** Many events while one sweep waits are answered by that one: a device can have news as often as it likes. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-listings"));

    @Activate
    public ListingSweep(@Reference Listings listings, @Reference MarketErrands errands) {
        this.listings = listings;
        this.errands = errands;
        clockwork.scheduleWithFixedDelay(this::sweep, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void handleEvent(Event event) {
        if (asked.compareAndSet(false, true)) {
            clockwork.execute(this::sweep);
        }
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private void sweep() {
        asked.set(false);
        attempt("Listing devices", listings::reconcile);
        attempt("Running the markets' errands", errands::run);
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed; trying again.", what, e);
        }
    }
}
