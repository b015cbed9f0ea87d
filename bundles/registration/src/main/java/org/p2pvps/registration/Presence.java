package org.p2pvps.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.ErrorCode;

/** What agents last said of themselves. The newest word is in memory; the database gets it now and then. */
@Component(service = Presence.class)
public final class Presence {
    /** How stale a device's last sign of life may be in the database. */
    private static final Duration RECORDED_EVERY = Duration.ofSeconds(10);

    private static final int LONGEST_TROUBLE = 500;

    /** What is remembered of a check-in: no more than is needed, since devices are many and may say much. */
    private record Said(ContainerStatus container, int heldGeneration, String trouble) {
        static Said of(CheckInRequest request) {
            return new Said(request.container(), request.heldGeneration(), shortened(request.trouble()));
        }

        boolean isFit() {
            return container != ContainerStatus.FAILED && trouble.isEmpty();
        }
    }

    private final DeviceStore devices;
    private final DeviceEvents events;
    private final Clock clock;
    private final Map<UUID, Said> latest = new ConcurrentHashMap<>();

    @Activate
    public Presence(@Reference DeviceStore devices, @Reference EventAdmin events) {
        this(devices, new DeviceEvents(events), Clock.systemUTC());
    }

    Presence(DeviceStore devices, DeviceEvents events, Clock clock) {
        this.devices = devices;
        this.events = events;
        this.clock = clock;
    }

    void checkedIn(UUID deviceId, CheckInRequest request) {
        Device device = devices.find(deviceId)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such device."));
        if (!request.instanceId().equals(device.instanceId())) {
            throw new ProblemException(
                    ErrorCode.DEVICE_KEY_IN_USE,
                    "Another agent uses this device key. If it was moved or installed anew, make a new key on the site.");
        }
        Said said = Said.of(request);
        Said before = latest.put(deviceId, said);
        record(device, said.trouble());
        if (before == null || before.container() != said.container()) {
            events.deviceChanged(deviceId);
        }
    }

    /** Whether the agent does not object to its container being used. True for one that has not spoken yet. */
    boolean isFit(UUID deviceId) {
        Said said = latest.get(deviceId);
        return said == null || said.isFit();
    }

    /** Whether someone may be expected to answer in its container. True for an agent that has not spoken yet. */
    boolean isServing(Device device) {
        Said said = latest.get(device.id());
        return said == null
                || said.container() == ContainerStatus.RUNNING
                        && said.heldGeneration() == device.generation()
                        && said.isFit();
    }

    private void record(Device device, String trouble) {
        Instant now = clock.instant();
        boolean stale = device.lastSeenAt() == null
                || device.lastSeenAt().plus(RECORDED_EVERY).isBefore(now);
        if (stale || !trouble.equals(device.trouble())) {
            devices.update(device.id(), found -> found.seen(trouble, now));
        }
    }

    private static String shortened(String trouble) {
        if (trouble == null) {
            return "";
        }
        return trouble.length() <= LONGEST_TROUBLE ? trouble : trouble.substring(0, LONGEST_TROUBLE);
    }
}
