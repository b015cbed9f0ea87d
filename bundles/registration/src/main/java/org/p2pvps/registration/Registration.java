package org.p2pvps.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.RegisterRequest;

/** Gives a device that registers its lease: the one it has in this generation, or a new one. */
@Component(service = Registration.class)
public final class Registration {
    private final Transactions transactions;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final LeaseAllotter allotter;
    private final DeviceEvents events;
    private final Clock clock;

    @Activate
    public Registration(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference LeaseAllotter allotter,
            @Reference EventAdmin events) {
        this(transactions, devices, leases, allotter, new DeviceEvents(events), Clock.systemUTC());
    }

    Registration(
            Transactions transactions,
            DeviceStore devices,
            LeaseStore leases,
            LeaseAllotter allotter,
            DeviceEvents events,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.leases = leases;
        this.allotter = allotter;
        this.events = events;
        this.clock = clock;
    }

    /** A device and the lease of its generation. */
    record Registered(Device device, Lease lease) {}

    Registered register(UUID deviceId, RegisterRequest request) {
        RegisterRequestCheck.check(request);
        Instant now = clock.instant();
        Registered registered = transactions.call(() -> {
            Device device = devices.update(deviceId, found -> admit(found, request, now));
            return new Registered(device, leaseFor(device, request.tunnelKey(), now));
        });
        events.leaseChanged(deviceId);
        events.deviceChanged(deviceId);
        return registered;
    }

    private static Device admit(Device device, RegisterRequest request, Instant now) {
        if (device.state() == DeviceState.RETIRED) {
            throw new ProblemException(ErrorCode.DEVICE_RETIRED, "The owner removed this device from the server.");
        }
        if (device.instanceId() != null && !device.instanceId().equals(request.instanceId())) {
            throw new ProblemException(
                    ErrorCode.DEVICE_KEY_IN_USE,
                    "Another agent uses this device key. If it was moved or installed anew, make a new key on the site.");
        }
        return onItsWay(device, request).registered(request.instanceId(), request.hardware(), now);
    }

    private static Device onItsWay(Device device, RegisterRequest request) {
        return switch (device.state()) {
            case NEW -> device.to(DeviceState.PREPARING);
            case RESETTING -> afterWipe(device, request).to(DeviceState.PREPARING);
            case PREPARING, READY, RENTED, RETIRED -> device;
        };
    }

    private static Device afterWipe(Device device, RegisterRequest request) {
        boolean holdsOld = request.heldGeneration() != 0 && request.heldGeneration() != device.generation();
        boolean unclean = request.wipe() != null && !request.wipe().clean();
        if (holdsOld || unclean) {
            throw new ProblemException(
                    ErrorCode.RESET_REQUIRED,
                    "The rental ended. Destroy what is left of generation " + (device.generation() - 1) + " first.");
        }
        return device;
    }

    private Lease leaseFor(Device device, String tunnelKey, Instant now) {
        return leases.activeOf(device.id())
                .map(lease -> withKey(lease, tunnelKey))
                .orElseGet(() -> allotter.allot(device, tunnelKey, now));
    }

    private Lease withKey(Lease lease, String tunnelKey) {
        return lease.tunnelKey().equals(tunnelKey)
                ? lease
                : leases.update(lease.id(), found -> found.withAgent(tunnelKey, found.webToken()));
    }
}
