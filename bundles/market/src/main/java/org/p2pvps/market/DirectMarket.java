package org.p2pvps.market;

import org.osgi.service.component.annotations.Component;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

/** The server's own market. Its listings are the ones in the database, so there is nothing to publish anywhere else. */
@Component
public final class DirectMarket implements Market {
    /** This market's name, as orders and listings carry it. */
    public static final String NAME = "direct";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String publish(Device device) {
        return device.id() + "-" + device.generation();
    }

    @Override
    public void withdraw(String reference) {
        // Nothing was put up outside of the database.
    }

    /** People pay each other here, so people pay back: the owner or an admin, who then says so at the invoice. */
    @Override
    public RefundAnswer refund(RefundRequest request) {
        return RefundAnswer.needsAdmin("Pay " + request.amount().amount() + " "
                + request.amount().currency() + " (in minor units) back to the renter who paid " + request.externalId()
                + ", and confirm it.");
    }

    /** The renter has an account here, and sees the credentials there. */
    @Override
    public boolean deliver(Delivery delivery) {
        return true;
    }
}
