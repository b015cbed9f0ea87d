package org.p2pvps.openbazaar;

import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.MarketStatus;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

/** The store as a market. Nothing here waits for the daemon. */
final class OpenBazaarMarket implements Market {
    static final String NAME = "openbazaar";

    private final Slugs slugs;
    private final Seller seller;

    OpenBazaarMarket(Slugs slugs, Seller seller) {
        this.slugs = slugs;
        this.seller = seller;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The listing is in the database when the caller is done; the store follows. */
    @Override
    public String publish(Device device) {
        seller.storeChanged();
        return slugs.of(device.id(), device.generation());
    }

    @Override
    public void withdraw(String reference) {
        seller.storeChanged();
    }

    @Override
    public RefundAnswer refund(RefundRequest request) {
        return seller.wishes().refund(request);
    }

    @Override
    public boolean deliver(Delivery delivery) {
        return seller.wishes().deliver(delivery);
    }

    @Override
    public MarketStatus status() {
        return seller.status();
    }
}
