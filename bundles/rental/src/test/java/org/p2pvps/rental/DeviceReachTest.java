package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.tunnel.DeviceAccess.Reachable;

/** Who reaches which device by way of the jump host. */
class DeviceReachTest extends RentalScene {
    private DeviceReach reach;

    @BeforeEach
    void reach() {
        reach = new DeviceReach(fixture.database.rentals, fixture.database.devices, fixture.database.leases);
    }

    private Rental rented(Device device, UUID renterId) {
        Order order = fixture.desk.order("direct", device.id(), renterId, 1, List.of());
        if (order.total().amount() > 0) {
            fixture.paid(order);
        }
        return fixture.database.rentals.activeOf(device.id()).orElseThrow();
    }

    @Test
    void renterReachesADeviceWhileItIsRented() {
        assertThat(reach.reachableBy(fixture.renter.id())).isEmpty();

        Rental rental = rented(fixture.device, fixture.renter.id());
        Lease lease = fixture.lease;
        assertThat(reach.reachableBy(fixture.renter.id()))
                .containsExactly(
                        new Reachable(fixture.device.id(), lease.id(), fixture.device.name(), lease.subdomain()));

        fixture.desk.end(rental.id(), EndReason.RENTER);
        assertThat(reach.reachableBy(fixture.renter.id())).isEmpty();
    }

    @Test
    void ownerDoesNotReachADeviceForRent() {
        assertThat(reach.reachableBy(fixture.owner.id())).isEmpty();

        rented(fixture.device, fixture.renter.id());
        assertThat(reach.reachableBy(fixture.owner.id())).isEmpty();
    }

    @Test
    void ownerReachesADeviceForOwnUseOnce() {
        Device own = fixture.readyDevice(Purpose.OWN_USE);
        assertThat(reach.reachableBy(fixture.owner.id()))
                .extracting(Reachable::deviceId)
                .containsExactly(own.id());

        rented(own, fixture.owner.id());
        assertThat(reach.reachableBy(fixture.owner.id()))
                .extracting(Reachable::deviceId)
                .containsExactly(own.id());
        assertThat(reach.reachableBy(fixture.renter.id())).isEmpty();
    }
}
