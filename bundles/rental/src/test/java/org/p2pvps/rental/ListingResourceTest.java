package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.DeviceState;

class ListingResourceTest {
    @TempDir
    Path folder;

    @Test
    void showsWhatCanBeRentedNowAndNothingElse() throws Exception {
        try (RentalFixture fixture = new RentalFixture(folder)) {
            ListingResource resource = new ListingResource(
                    fixture.database.listings,
                    fixture.database.devices,
                    new Terms(RentalFixture.LONGEST_HOURS, Parts.UNDELIVERED_AFTER, fixture.clock));
            assertThat(resource.list()).singleElement().satisfies(offer -> {
                assertThat(offer.deviceId()).isEqualTo(fixture.device.id());
                assertThat(offer.name()).isEqualTo(fixture.device.name());
                assertThat(offer.market()).isEqualTo("direct");
                assertThat(offer.undeliveredAfterHours()).isEqualTo(Parts.UNDELIVERED_AFTER.toHours());
            });

            // Its listing is still there until the next sweep.
            fixture.database.devices.update(fixture.device.id(), found -> found.to(DeviceState.PREPARING));
            assertThat(resource.list()).isEmpty();
        }
    }
}
