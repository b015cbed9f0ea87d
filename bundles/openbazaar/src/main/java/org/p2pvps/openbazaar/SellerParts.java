package org.p2pvps.openbazaar;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.openbazaar.daemon.Daemon;

/** Puts a seller together. */
final class SellerParts {
    private SellerParts() {}

    static Seller of(
            Daemon daemon,
            OpenBazaarConfig config,
            Stores stores,
            OrderDesk orders,
            Disputes.Evidence evidence,
            byte[] picture,
            ScheduledExecutorService clockwork,
            Clock clock) {
        Connection connection = new Connection(clock);
        Disputes disputes = new Disputes(daemon, orders, evidence);
        OrderWatch watch = new OrderWatch(
                daemon,
                connection,
                new Slugs(config.slugPrefix()),
                new SaleDesk(daemon, orders, disputes, stores, config.confirmations()),
                stores.sales(),
                clock);
        Refunds refunds = new Refunds(daemon, orders, stores.payments(), config.maySpend(), clock);
        return new Seller(
                watch,
                new Storefront(daemon, connection, config, stores, orders, picture, clock),
                wake -> new Wishes(refunds, new Deliveries(daemon), connection, wake),
                connection,
                clockwork,
                clock);
    }
}
