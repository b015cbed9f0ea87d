package org.p2pvps.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.BearerSecret;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.protocol.ErrorCode;

/** What owners do with their devices. */
@Component(service = Devices.class, configurationPid = RegistrationConfig.PID)
public final class Devices {
    /** What the tokens begin with by which agents get their subdomain. */
    static final String WEB_TOKEN_PREFIX = "p2pw_";

    private final Transactions transactions;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final DeviceEvents events;
    private final int devicesPerOwner;
    private final Clock clock;

    @Activate
    public Devices(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference EventAdmin events,
            RegistrationConfig config) {
        this(transactions, devices, leases, new DeviceEvents(events), config.devicesPerOwner(), Clock.systemUTC());
    }

    Devices(
            Transactions transactions,
            DeviceStore devices,
            LeaseStore leases,
            DeviceEvents events,
            int devicesPerOwner,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.leases = leases;
        this.events = events;
        this.devicesPerOwner = devicesPerOwner;
        this.clock = clock;
    }

    /** A device and its key, which is shown this once. */
    record Keyed(Device device, Secret key) {}

    Keyed add(UUID ownerId, DeviceDescription description) {
        DeviceDescription checked = description.checked();
        requireRoom(ownerId);
        Secret key = BearerSecret.create(Authenticator.DEVICE_KEY_PREFIX);
        Device device = new Device(
                UUID.randomUUID(),
                ownerId,
                checked.name(),
                checked.description(),
                checked.purpose(),
                checked.hourlyRate(),
                checked.term(),
                DeviceState.NEW,
                0,
                BearerSecret.hash(key),
                null,
                null,
                "",
                null,
                clock.instant());
        devices.insert(device);
        return new Keyed(device, key);
    }

    /** Else one account, which anybody can have, could take all the server's ports. */
    private void requireRoom(UUID ownerId) {
        long held = devices.byOwner(ownerId).stream()
                .filter(device -> device.state() != DeviceState.RETIRED)
                .count();
        if (held >= devicesPerOwner) {
            throw new ProblemException(ErrorCode.CONFLICT, "There are " + held + " devices. Remove one first.");
        }
    }

    Device describe(UUID deviceId, DeviceDescription change) {
        Device device = devices.update(deviceId, found -> {
            DeviceDescription checked = change.over(found).checked();
            return found.described(checked.name(), checked.description(), checked.purpose(), checked.hourlyRate())
                    .rentedFor(checked.term());
        });
        events.deviceChanged(deviceId);
        return device;
    }

    /** Makes a new key; the old one is void from now on, and no agent is bound to the new one yet. */
    Keyed renewKey(UUID deviceId) {
        Secret key = BearerSecret.create(Authenticator.DEVICE_KEY_PREFIX);
        Device device = transactions.call(() -> {
            Device keyed = devices.update(deviceId, found -> keyed(found, key));
            leases.activeOf(deviceId).ifPresent(lease -> leases.update(lease.id(), Devices::withoutAgent));
            return keyed;
        });
        events.leaseChanged(deviceId);
        events.deviceChanged(deviceId);
        return new Keyed(device, key);
    }

    private Device keyed(Device device, Secret key) {
        if (device.keyHash() != null) {
            devices.rememberRevokedKey(device.keyHash());
        }
        return device.keyed(BearerSecret.hash(key));
    }

    /** The agent that held the old key loses its tunnel and its name too; the next one to register gets them. */
    private static Lease withoutAgent(Lease lease) {
        return lease.withAgent("", BearerSecret.create(WEB_TOKEN_PREFIX));
    }

    /** Takes a device off the server. Its agent destroys the container when it next checks in. */
    public Device retire(UUID deviceId) {
        Instant now = clock.instant();
        Device device = transactions.call(() -> {
            Device retired = devices.update(deviceId, Devices::retired);
            leases.activeOf(deviceId).ifPresent(lease -> leases.update(lease.id(), found -> found.released(now)));
            return retired;
        });
        events.leaseChanged(deviceId);
        events.deviceChanged(deviceId);
        return device;
    }

    private static Device retired(Device device) {
        if (device.state() == DeviceState.RENTED) {
            throw new ProblemException(
                    ErrorCode.DEVICE_RENTED, "The device is rented. End the rental first, or wait for its end.");
        }
        return device.state() == DeviceState.RETIRED ? device : device.to(DeviceState.RETIRED);
    }
}
