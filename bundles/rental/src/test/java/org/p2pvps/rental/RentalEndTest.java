package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;

class RentalEndTest extends RentalScene {
    private void rent(UUID deviceId) {
        fixture.paid(fixture.desk.order("direct", deviceId, fixture.renter.id(), 1, null));
    }

    @Test
    void oneThatCanNotEndHoldsUpNoOther() {
        Device second = fixture.readyDevice(Purpose.FOR_RENT);
        fixture.listings.reconcile();
        rent(fixture.device.id());
        rent(second.id());
        fixture.clock.forward(Duration.ofHours(1));
        List<Rental> due = fixture.database.rentals.due(fixture.clock.instant());
        // As nothing in the server leaves it: a rented device that resets already.
        fixture.database.devices.update(due.get(0).deviceId(), found -> found.to(DeviceState.RESETTING));

        fixture.end.endDue();

        assertThat(due)
                .extracting(rental ->
                        fixture.database.rentals.find(rental.id()).orElseThrow().state())
                .containsExactly(RentalState.ACTIVE, RentalState.ENDED);
    }
}
