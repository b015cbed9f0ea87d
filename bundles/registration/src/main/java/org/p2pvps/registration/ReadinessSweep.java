package org.p2pvps.registration;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
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
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for devices to make ready: every second, and as soon as a tunnel opens or an agent has news. A few are probed at a time. */
@Component(
        immediate = true,
        property = {
            EventConstants.EVENT_TOPIC + "=" + Topics.TUNNEL_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + Topics.DEVICE_CHANGED
        })
public final class ReadinessSweep implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessSweep.class);
    private static final int PROBES_AT_ONCE = 4;

    private final DeviceStore devices;
    private final Readiness readiness;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    /** Many events while one sweep waits are answered by that one. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-readiness"));
    private final ExecutorService probes =
            Executors.newFixedThreadPool(PROBES_AT_ONCE, work -> new Thread(work, "p2pvps-probe"));

    @Activate
    public ReadinessSweep(@Reference DeviceStore devices, @Reference Readiness readiness) {
        this.devices = devices;
        this.readiness = readiness;
        clockwork.scheduleWithFixedDelay(this::sweep, 0, 1, TimeUnit.SECONDS);
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
        probes.shutdownNow();
    }

    private void sweep() {
        asked.set(false);
        try {
            devices.byState(DeviceState.PREPARING).stream()
                    .filter(readiness::isDue)
                    .forEach(this::probe);
            devices.byState(DeviceState.READY).forEach(readiness::takeBack);
        } catch (RuntimeException e) {
            LOG.warn("Looking for devices to make ready failed; trying again.", e);
        }
    }

    private void probe(Device device) {
        if (underWay.add(device.id())) {
            probes.execute(() -> probeOnce(device));
        }
    }

    private void probeOnce(Device device) {
        try {
            readiness.probe(device);
        } catch (RuntimeException e) {
            LOG.warn("Probing device {} failed; trying again.", device.id(), e);
        } finally {
            underWay.remove(device.id());
        }
    }
}
