package org.p2pvps.openbazaar;

import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.api.openbazaar.WalletPaymentStore;

/** The stores this bundle works on. */
record Stores(
        DeviceStore devices,
        ListingStore listings,
        PublishedOfferStore published,
        TrackedSaleStore sales,
        WalletPaymentStore payments) {
    /** Whether a listing of ours is on sale, as far as the server is concerned. */
    boolean isListed(String slug) {
        return listings.byReference(OpenBazaarMarket.NAME, slug)
                .filter(listing -> listing.state() == ListingState.LISTED)
                .isPresent();
    }
}
