package org.p2pvps.openbazaar;

import java.util.List;
import org.p2pvps.api.market.Credentials;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.SaleOrder;

/** Hands credentials over in the order's fulfilment, which can happen once only. */
final class Deliveries {
    private final Daemon daemon;

    Deliveries(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Does what is missing; whether the buyer has it. */
    boolean advance(Delivery delivery) {
        SaleOrder sale = daemon.order(delivery.externalId());
        switch (sale.state()) {
            case AWAITING_FULFILLMENT, PARTIALLY_FULFILLED -> {
                fulfil(sale, delivery);
                return !daemon.order(delivery.externalId()).delivered().isEmpty();
            }
            case FULFILLED, COMPLETED, PAYMENT_FINALIZED, DISPUTED, DECIDED, RESOLVED, REFUNDED, CANCELED, DECLINED -> {
                return true;
            }
            case PENDING, AWAITING_PAYMENT, AWAITING_PICKUP, PROCESSING_ERROR, UNKNOWN -> {
                return false;
            }
        }
        return false;
    }

    private void fulfil(SaleOrder sale, Delivery delivery) {
        if (Slugs.isMore(sale.slug())) {
            String note =
                    "The rental runs until %s now. The login is the one that you have.".formatted(delivery.until());
            daemon.fulfil(sale.orderId(), sale.slug(), List.of(), note);
        } else {
            handOver(sale, delivery);
        }
    }

    private void handOver(SaleOrder sale, Delivery delivery) {
        Credentials access = delivery.credentials();
        String url = "ssh://" + access.username() + "@" + access.sshHost() + ":" + access.sshPort();
        String note =
                """
                %s
                Web: %s
                Until %s. At the end everything on the server is destroyed. Before, this store sells more hours as %s."""
                        .formatted(access.sshCommand(), access.webAddress(), delivery.until(), Slugs.more(sale.slug()));
        daemon.fulfil(
                sale.orderId(),
                sale.slug(),
                List.of(new org.p2pvps.openbazaar.daemon.Delivery(url, access.password())),
                note);
    }
}
