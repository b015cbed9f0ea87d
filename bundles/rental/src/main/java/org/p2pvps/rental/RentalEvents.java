package org.p2pvps.rental;

import java.util.Map;
import java.util.UUID;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Topics;

/** Posts what rentals change. Call it after commit. */
final class RentalEvents {
    private final EventAdmin events;

    RentalEvents(EventAdmin events) {
        this.events = events;
    }

    void deviceChanged(UUID deviceId) {
        post(Topics.DEVICE_CHANGED, deviceId);
    }

    void leaseChanged(UUID deviceId) {
        post(Topics.LEASE_CHANGED, deviceId);
    }

    void mailQueued(UUID mailId) {
        post(Topics.MAIL_QUEUED, mailId);
    }

    private void post(String topic, UUID id) {
        events.postEvent(new Event(topic, Map.of(Topics.ID, id.toString())));
    }
}
