package org.p2pvps.registration;

import java.util.Map;
import java.util.UUID;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Topics;

/** Posts what happened to devices. Call it after commit. */
final class DeviceEvents {
    private final EventAdmin events;

    DeviceEvents(EventAdmin events) {
        this.events = events;
    }

    void deviceChanged(UUID deviceId) {
        post(Topics.DEVICE_CHANGED, deviceId);
    }

    void leaseChanged(UUID deviceId) {
        post(Topics.LEASE_CHANGED, deviceId);
    }

    private void post(String topic, UUID deviceId) {
        events.postEvent(new Event(topic, Map.of(Topics.ID, deviceId.toString())));
    }
}
