package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;

class ListingsTest extends RentalScene {
    @Test
    void listsAReadyDeviceOnceOnEveryMarket() {
        ShownMarket other = new ShownMarket("other");
        fixture.listings.addMarket(other);
        fixture.listings.reconcile();
        fixture.listings.reconcile();

        assertThat(fixture.database.listings.listed())
                .extracting(Listing::market)
                .containsExactlyInAnyOrder("direct", "other");
        assertThat(fixture.market.shown()).hasSize(1);
        assertThat(other.shown()).hasSize(1);
    }

    @Test
    void doesNotListADeviceForOwnUse() {
        fixture.readyDevice(Purpose.OWN_USE);
        fixture.listings.reconcile();

        assertThat(fixture.database.listings.listed()).hasSize(1);
    }

    @Test
    void withdrawsADeviceThatStaysOfflineAndListsItAgainWhenItIsBack() {
        fixture.tunnels.close(fixture.device.id());
        fixture.listings.reconcile();
        fixture.clock.forward(RentalFixture.GRACE.minusSeconds(1));
        fixture.listings.reconcile();
        assertThat(fixture.database.listings.listed()).hasSize(1);

        fixture.clock.forward(Duration.ofSeconds(1));
        fixture.listings.reconcile();
        assertThat(fixture.database.listings.listed()).isEmpty();
        assertThat(fixture.market.shown()).isEmpty();

        fixture.tunnels.open(fixture.device.id());
        fixture.listings.reconcile();
        assertThat(fixture.database.listings.listed()).hasSize(1);
    }

    @Test
    void leavesEverythingAsItIsWhileTheTunnelBundleIsAway() {
        Listings blind = new Listings(
                fixture.database.transactions,
                fixture.database.devices,
                fixture.database.listings,
                new Ways(null, null),
                Duration.ZERO,
                fixture.clock);
        blind.reconcile();

        assertThat(fixture.database.listings.listed()).hasSize(1);
    }

    @Test
    void keepsWhatWasSoldAsSold() {
        fixture.paid(fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), 1, null));
        fixture.listings.reconcile();

        assertThat(fixture.database.listings.all()).extracting(Listing::state).containsExactly(ListingState.SOLD);
    }
}
