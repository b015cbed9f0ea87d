package org.p2pvps.openbazaar;

import java.util.List;
import java.util.Optional;
import org.p2pvps.api.Money;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.openbazaar.daemon.ChatMessage;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.SaleOrder;
import org.p2pvps.openbazaar.daemon.SaleState;

/** Disputes, ours and buyers', up to the moderator's ruling and the money it gives. */
final class Disputes {
    private static final int LINES_TO_LOOK_BACK = 50;

    private final Daemon daemon;
    private final OrderDesk orders;
    private final Evidence evidence;

    /** What was delivered of an order, as far as it is known. */
    @FunctionalInterface
    interface Evidence {
        Optional<Settlement> of(Order order);
    }

    Disputes(Daemon daemon, OrderDesk orders, Evidence evidence) {
        this.daemon = daemon;
        this.orders = orders;
        this.evidence = evidence;
    }

    /** A buyer's dispute is answered, to moderator and buyer alike; ours says it all in its claim. */
    SaleProgress follow(SaleOrder sale, Order order) {
        boolean ours = sale.dispute() != null && sale.dispute().claim().startsWith(Claim.BEGINNING);
        if (!ours) {
            evidence.of(order).ifPresent(settlement -> {
                String text = Claim.text(order.reference(), settlement);
                say(sale, sale.moderator(), text);
                say(sale, sale.buyerId(), text);
            });
        }
        return SaleProgress.DISPUTED;
    }

    /** Once: what was said is asked of the daemon first. */
    private void say(SaleOrder sale, String peer, String text) {
        if (peer.isEmpty()) {
            return;
        }
        List<ChatMessage> said = daemon.chatMessages(peer, sale.orderId(), LINES_TO_LOOK_BACK);
        boolean before =
                said.stream().anyMatch(line -> line.outgoing() && line.text().startsWith(Claim.BEGINNING));
        if (!before) {
            daemon.chat(peer, sale.orderId(), text);
        }
    }

    /**
     * The moderator ruled. Who is given something takes it; the order then stays DECIDED here and becomes RESOLVED there, so the
     * contract tells whether it was taken.
     */
    SaleProgress settle(SaleOrder sale, Order order) {
        if (sale.ruling() == null) {
            return SaleProgress.DISPUTED;
        }
        reportRuling(sale, order);
        boolean ourMove = sale.state() == SaleState.DECIDED
                && !sale.accepted()
                && sale.ruling().vendor().signum() > 0;
        if (ourMove) {
            daemon.releaseFunds(sale.orderId());
            return SaleProgress.DISPUTED;
        }
        return sale.accepted() ? SaleProgress.CLOSED : SaleProgress.DISPUTED;
    }

    /**
     * The desk wants to hear of the payments first: what was paid while the dispute went on is divided too. A dispute may come before
     * any was confirmed: then nothing is handed over any more.
     */
    private void reportRuling(SaleOrder sale, Order order) {
        if (order.state() == OrderState.AWAITING_PAYMENT) {
            orders.cancelled(OpenBazaarMarket.NAME, sale.orderId(), "disputed before it was handed over");
        }
        boolean isUnpaid =
                switch (order.state()) {
                    case AWAITING_PAYMENT, CANCELLED, EXPIRED -> true;
                    case FULFILLED, SETTLED, REFUND_DUE, REFUNDED -> false;
                };
        sale.payments().stream()
                .filter(payment -> isUnpaid || SaleOrder.certain(payment) > 0)
                .forEach(payment -> SaleDesk.reportPayment(orders, sale, payment));
        Money toBuyer = SaleDesk.money(sale, sale.ruling().buyer());
        Money toVendor = SaleDesk.money(sale, sale.ruling().vendor());
        orders.ruled(OpenBazaarMarket.NAME, sale.orderId(), "ruling-" + sale.orderId(), toBuyer, toVendor);
    }
}
