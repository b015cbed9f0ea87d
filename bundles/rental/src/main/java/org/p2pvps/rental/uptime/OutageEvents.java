package org.p2pvps.rental.uptime;

import java.util.Map;
import java.util.UUID;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Topics;

/** Wakes whoever depends on a device being there. */
final class OutageEvents {
    private final EventAdmin events;

    OutageEvents(EventAdmin events) {
        this.events = events;
    }

    void changed(UUID deviceId) {
        events.postEvent(new Event(Topics.DEVICE_CHANGED, Map.of(Topics.ID, deviceId.toString())));
    }

    void mailQueued(UUID mailId) {
        events.postEvent(new Event(Topics.MAIL_QUEUED, Map.of(Topics.ID, mailId.toString())));
    }
}
