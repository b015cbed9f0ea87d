package org.p2pvps.openbazaar;

import java.util.Optional;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** The stores this bundle works on. */
record Stores(
        DeviceStore devices,
        ListingStore listings,
        RentalStore rentals,
        PublishedOfferStore published,
        TrackedSaleStore sales,
        WalletPaymentStore payments) {
    /** Whether what a listing of ours sells can be had, as far as the server is concerned. */
    boolean isListed(String slug) {
        if (Slugs.isMore(slug)) {
            return extendedBy(slug)
                    .filter(rental -> rental.state() == RentalState.ACTIVE)
                    .isPresent();
        }
        return listings.byReference(OpenBazaarMarket.NAME, slug)
                .filter(listing -> listing.state() == ListingState.LISTED)
                .isPresent();
    }

    /** The rental, running or over, that a listing for more hours is about. */
    Optional<Rental> extendedBy(String slug) {
        return listings.byReference(OpenBazaarMarket.NAME, Slugs.ofDevice(slug))
                .flatMap(listing -> rentals.of(listing.deviceId(), listing.generation()));
    }
}
