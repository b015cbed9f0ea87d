package org.p2pvps.rental;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.tunnel.DeviceAccess;

/** Renters reach what they rent; owners reach what they keep for their own use. An owner does not reach a tenant's system. */
@Component(service = DeviceAccess.class)
public final class DeviceReach implements DeviceAccess {
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final LeaseStore leases;

    @Activate
    public DeviceReach(@Reference RentalStore rentals, @Reference DeviceStore devices, @Reference LeaseStore leases) {
        this.rentals = rentals;
        this.devices = devices;
        this.leases = leases;
    }

    @Override
    public List<Reachable> reachableBy(UUID accountId) {
        Stream<Reachable> rented = rentals.byRenter(accountId).stream()
                .filter(rental -> rental.state() == RentalState.ACTIVE)
                .flatMap(rental -> rented(rental).stream());
        Stream<Reachable> own = devices.byOwner(accountId).stream()
                .filter(device -> device.purpose() == Purpose.OWN_USE)
                .flatMap(device -> own(device).stream());
        return Stream.concat(rented, own).distinct().toList();
    }

    private Optional<Reachable> rented(Rental rental) {
        return leases.find(rental.leaseId()).filter(Lease::active).flatMap(lease -> devices.find(rental.deviceId())
                .map(device -> by(lease, device)));
    }

    private Optional<Reachable> own(Device device) {
        boolean isElses = rentals.activeOf(device.id())
                .filter(rental -> !rental.renterId().equals(device.ownerId()))
                .isPresent();
        return isElses ? Optional.empty() : leases.activeOf(device.id()).map(lease -> by(lease, device));
    }

    private static Reachable by(Lease lease, Device device) {
        return new Reachable(device.id(), lease.id(), device.name(), lease.subdomain());
    }
}
