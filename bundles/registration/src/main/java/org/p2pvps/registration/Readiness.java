package org.p2pvps.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.tunnel.Tunnels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a prepared device ready once the server itself has logged in to it, and takes that back when its agent complains. */
@Component(service = Readiness.class)
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Not to be probed before {@code until}; after the next failure twice as long. */
    private record Pause(Instant until, Duration length) {}

    private final DeviceStore devices;
    private final LeaseStore leases;
    private final Ways ways;
    private final Presence presence;
    private final DeviceEvents events;
    private final Clock clock;
    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();

    @Activate
    public Readiness(
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference Ways ways,
            @Reference Presence presence,
            @Reference EventAdmin events) {
        this(devices, leases, ways, presence, new DeviceEvents(events), Clock.systemUTC());
    }

    Readiness(DeviceStore devices, LeaseStore leases, Ways ways, Presence presence, DeviceEvents events, Clock clock) {
        this.devices = devices;
        this.leases = leases;
        this.ways = ways;
        this.presence = presence;
        this.events = events;
        this.clock = clock;
    }

    /** Whether a probe of this device makes sense now. */
    boolean isDue(Device device) {
        Pause pause = pauses.get(device.id());
        boolean rested = pause == null || !clock.instant().isBefore(pause.until());
        return rested && ways.isOnline(device.id()) && presence.isServing(device);
    }

    /** Probes a prepared device and makes it ready if all is as its agent said. Takes as long as the probe. */
    void probe(Device device) {
        Optional<Lease> lease = leases.activeOf(device.id());
        if (lease.isEmpty()) {
            return;
        }
        try {
            Tunnels.Probe seen = ways.tunnels().probe(lease.get());
            HardwareCheck.complaint(device.hardware(), seen)
                    .ifPresentOrElse(complaint -> refuse(device, complaint), () -> makeReady(device));
        } catch (ProblemException e) {
            refuse(device, e.getMessage());
        }
    }

    /** Takes a ready device back whose agent says that its container is not fit to be rented. */
    void takeBack(Device device) {
        if (!presence.isFit(device.id())) {
            change(device, DeviceState.READY, DeviceState.PREPARING);
            LOG.info("Device {} is not ready any more: {}", device.id(), device.trouble());
        }
    }

    private void makeReady(Device device) {
        pauses.remove(device.id());
        change(device, DeviceState.PREPARING, DeviceState.READY);
        LOG.info("Device {} is ready (generation {}).", device.id(), device.generation());
    }

    private void refuse(Device device, String reason) {
        pauses.compute(device.id(), (id, pause) -> longer(pause));
        LOG.info("Device {} is not ready: {}", device.id(), reason);
    }

    private Pause longer(Pause pause) {
        Duration length = pause == null ? FIRST_PAUSE : pause.length().multipliedBy(2);
        Duration bounded = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
        return new Pause(clock.instant().plus(bounded), bounded);
    }

    /** Changes the device only if it is still what was looked at. */
    private void change(Device seen, DeviceState from, DeviceState to) {
        Device now = devices.update(
                seen.id(),
                found -> found.state() == from && found.generation() == seen.generation() ? found.to(to) : found);
        if (now.state() == to) {
            events.deviceChanged(seen.id());
        }
    }
}
