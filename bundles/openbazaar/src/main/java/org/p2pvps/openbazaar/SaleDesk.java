package org.p2pvps.openbazaar;

import java.math.BigInteger;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.market.Buyer;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.SaleOrder;
import org.p2pvps.protocol.ErrorCode;

/** Deals with one order: says at the order desk what the daemon says, and does at the daemon what the order desk wants. */
final class SaleDesk {
    private final Daemon daemon;
    private final OrderDesk orders;
    private final Disputes disputes;
    private final Stores stores;
    private final int confirmations;

    SaleDesk(Daemon daemon, OrderDesk orders, Disputes disputes, Stores stores, int confirmations) {
        this.daemon = daemon;
        this.orders = orders;
        this.disputes = disputes;
        this.stores = stores;
        this.confirmations = confirmations;
    }

    /** @return how far it is now */
    SaleProgress deal(SaleOrder sale) {
        return switch (sale.state()) {
            case AWAITING_PAYMENT -> awaitPayment(sale);
            case PENDING -> accept(sale);
            case AWAITING_FULFILLMENT, PARTIALLY_FULFILLED -> handOver(sale);
            case FULFILLED, COMPLETED, PAYMENT_FINALIZED -> delivered(sale);
            case DISPUTED -> disputes.follow(sale, place(sale));
            case DECIDED, RESOLVED -> disputes.settle(sale, place(sale));
            case REFUNDED -> refunded(sale);
            case CANCELED, DECLINED -> givenUp(sale);
            case AWAITING_PICKUP, PROCESSING_ERROR, UNKNOWN ->
                throw new ProblemException(
                        ErrorCode.FIELD_INVALID, "the daemon says " + sale.state() + "; look at it there");
        };
    }

    /**
     * A payment in parts is reported part by part, so that it is known if the order is never made whole. What makes it whole is not: the
     * order moves on by itself, to be accepted first if it was placed while the store was away.
     */
    private SaleProgress awaitPayment(SaleOrder sale) {
        place(sale);
        if (sale.paidIn().compareTo(sale.total().units()) < 0) {
            reportPayments(sale);
        }
        return SaleProgress.OPEN;
    }

    /**
     * Placed while the store was away. Neither stock nor age of the listing were looked at; whether the device can be had as it was
     * listed, and is there, is looked at here.
     */
    private SaleProgress accept(SaleOrder sale) {
        if (!isDeliverable(sale)) {
            daemon.confirm(sale.orderId(), true);
            return SaleProgress.OPEN;
        }
        if (!isConfirmed(sale)) {
            return SaleProgress.RESERVED;
        }
        daemon.confirm(sale.orderId(), false);
        return SaleProgress.RESERVED;
    }

    private boolean isDeliverable(SaleOrder sale) {
        try {
            OrderState state = place(sale).state();
            return state == OrderState.FULFILLED
                    || state == OrderState.AWAITING_PAYMENT && stores.isListed(sale.slug());
        } catch (ProblemException e) {
            if (e.code() == ErrorCode.SERVICE_MISSING) {
                throw e;
            }
            return false;
        }
    }

    private SaleProgress handOver(SaleOrder sale) {
        Order order;
        try {
            order = place(sale);
        } catch (ProblemException e) {
            return giveBack(sale, e);
        }
        if (!isConfirmed(sale)) {
            return order.state() == OrderState.AWAITING_PAYMENT ? SaleProgress.RESERVED : SaleProgress.OPEN;
        }
        reportPayments(sale);
        return SaleProgress.REPORTED;
    }

    /** An order for one of our listings that no desk knows or can take: its device is long gone, or its hours are too many. */
    private SaleProgress giveBack(SaleOrder sale, ProblemException why) {
        boolean forGood = why.code() == ErrorCode.NOT_FOUND || why.code() == ErrorCode.FIELD_INVALID;
        if (!forGood) {
            throw why;
        }
        if (!isConfirmed(sale)) {
            return SaleProgress.OPEN;
        }
        daemon.refund(sale.orderId());
        return SaleProgress.OPEN;
    }

    private SaleProgress delivered(SaleOrder sale) {
        place(sale);
        reportPayments(sale);
        return sale.state().isOver() ? SaleProgress.CLOSED : SaleProgress.REPORTED;
    }

    /** By us, or by hand in the daemon's own client. What was never reported as paid needs no report of its return. */
    private SaleProgress refunded(SaleOrder sale) {
        orders.find(OpenBazaarMarket.NAME, sale.orderId()).ifPresent(order -> {
            switch (order.state()) {
                case REFUND_DUE, FULFILLED ->
                    orders.refunded(
                            OpenBazaarMarket.NAME, sale.orderId(), refundReference(sale), money(sale, sale.paidIn()));
                case AWAITING_PAYMENT ->
                    orders.cancelled(OpenBazaarMarket.NAME, sale.orderId(), "refunded at the daemon");
                case CANCELLED, EXPIRED, REFUNDED, SETTLED -> {
                    // The desk knows already, or has nothing to give back.
                }
            }
        });
        return SaleProgress.CLOSED;
    }

    private SaleProgress givenUp(SaleOrder sale) {
        if (isKnown(sale)) {
            orders.cancelled(
                    OpenBazaarMarket.NAME, sale.orderId(), sale.state().name().toLowerCase(java.util.Locale.ROOT));
        }
        return SaleProgress.CLOSED;
    }

    private boolean isKnown(SaleOrder sale) {
        return orders.find(OpenBazaarMarket.NAME, sale.orderId()).isPresent();
    }

    /** What names a full refund by the daemon, wherever it is seen. */
    static String refundReference(SaleOrder sale) {
        return sale.refundTransaction().isEmpty() ? "refund-" + sale.orderId() : sale.refundTransaction();
    }

    private Order place(SaleOrder sale) {
        return orders.placed(new PlacedOrder(
                OpenBazaarMarket.NAME,
                sale.orderId(),
                Slugs.ofDevice(sale.slug()),
                Slugs.isMore(sale.slug()) ? extended(sale) : null,
                new Buyer(sale.buyerId(), "", Contact.email(sale.contact()), Contact.sshKeys(sale.memo())),
                sale.charged().intValueExact(),
                money(sale, sale.total().units()),
                null));
    }

    private UUID extended(SaleOrder sale) {
        return stores.extendedBy(sale.slug())
                .map(Rental::id)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There never was such a rental."));
    }

    private boolean isConfirmed(SaleOrder sale) {
        return sale.funded() && sale.confirmations() >= confirmations;
    }

    private void reportPayments(SaleOrder sale) {
        for (SaleOrder.Transaction payment : sale.payments()) {
            if (SaleOrder.certain(payment) >= confirmations) {
                reportPayment(orders, sale, payment);
            }
        }
    }

    /** One transaction may pay several orders; each counts its own part. */
    static void reportPayment(OrderDesk orders, SaleOrder sale, SaleOrder.Transaction payment) {
        String reference = payment.id() + "/" + sale.orderId();
        orders.paid(OpenBazaarMarket.NAME, sale.orderId(), reference, money(sale, payment.value()));
    }

    static Money money(SaleOrder sale, BigInteger units) {
        return new Money(units.longValueExact(), sale.total().currency());
    }
}
