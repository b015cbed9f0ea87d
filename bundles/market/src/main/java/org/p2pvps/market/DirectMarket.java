package org.p2pvps.market;

import org.osgi.service.component.annotations.Component;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Market;

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
}
