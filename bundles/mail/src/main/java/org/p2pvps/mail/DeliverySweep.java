package org.p2pvps.mail;

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

/** Looks at the outbox every few seconds, and as soon as a mail is put in. */
@Component(immediate = true, property = EventConstants.EVENT_TOPIC + "=" + Topics.MAIL_QUEUED)
public final class DeliverySweep implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySweep.class);
    private static final long EVERY_SECONDS = 5;

    private final Delivery delivery;
    /** Many events while one sweep waits are answered by that one. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-mail"));

    @Activate
    public DeliverySweep(@Reference Delivery delivery) {
        this.delivery = delivery;
        clockwork.scheduleWithFixedDelay(this::sweep, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void handleEvent(Event event) {
        if (asked.compareAndSet(false, true)) {
            clockwork.execute(this::sweep);
        }
    }

    /** The sender cuts a conversation that is under way when it stops, after this. */
    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private void sweep() {
        asked.set(false);
        try {
            delivery.deliverDue();
        } catch (RuntimeException e) {
            LOG.warn("Going through the outbox failed; trying again.", e);
        }
    }
}
