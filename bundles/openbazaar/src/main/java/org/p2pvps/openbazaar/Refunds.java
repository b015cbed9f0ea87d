package org.p2pvps.openbazaar;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Optional;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;
import org.p2pvps.api.openbazaar.WalletPayment;
import org.p2pvps.api.openbazaar.WalletPaymentState;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.openbazaar.daemon.SaleOrder;
import org.p2pvps.openbazaar.daemon.Spending;

/**
 * Sends money back, by the way that the order's state leaves: the daemon's own refund before the fulfilment, a dispute after it if
 * there is a moderator, else the wallet if the admin allowed that, else the admin.
 */
final class Refunds {
    private final Daemon daemon;
    private final OrderDesk orders;
    private final WalletPaymentStore payments;
    private final boolean maySpend;
    private final Clock clock;

    Refunds(Daemon daemon, OrderDesk orders, WalletPaymentStore payments, boolean maySpend, Clock clock) {
        this.daemon = daemon;
        this.orders = orders;
        this.payments = payments;
        this.maySpend = maySpend;
        this.clock = clock;
    }

    /** Does the next step, and says how far it is. */
    RefundAnswer advance(RefundRequest request) {
        SaleOrder sale = daemon.order(request.externalId());
        return switch (sale.state()) {
            case PENDING -> {
                daemon.confirm(sale.orderId(), true);
                yield RefundAnswer.pending("declining the order");
            }
            case AWAITING_FULFILLMENT, PARTIALLY_FULFILLED -> beforeFulfilment(request, sale);
            case REFUNDED -> RefundAnswer.done(SaleDesk.refundReference(sale));
            case DECLINED, CANCELED -> RefundAnswer.done("declined-" + sale.orderId());
            case FULFILLED -> sale.moderated() ? dispute(request, sale) : fromWallet(request, sale);
            case DISPUTED -> RefundAnswer.pending("the moderator " + sale.moderator() + " is asked");
            // The desk is told of the ruling, and then takes this request back: what goes to the buyer need not be what
            // was asked for.
            case DECIDED, RESOLVED -> RefundAnswer.pending("the moderator ruled");
            case COMPLETED, PAYMENT_FINALIZED -> fromWallet(request, sale);
            case AWAITING_PAYMENT -> unfinished(request, sale);
            case AWAITING_PICKUP, PROCESSING_ERROR, UNKNOWN -> byHand(request, sale, "the daemon says " + sale.state());
        };
    }

    /** The daemon pays back all or nothing; a part (what was paid too much) waits for the fulfilment and goes another way. */
    private RefundAnswer beforeFulfilment(RefundRequest request, SaleOrder sale) {
        if (!request.isFull() && !isGivenUp(sale)) {
            return fromWallet(request, sale);
        }
        daemon.refund(sale.orderId());
        return RefundAnswer.pending("the daemon refunds");
    }

    /** Of an order that is given up everything goes back, be it in several parts as it came. */
    private boolean isGivenUp(SaleOrder sale) {
        return orders.find(OpenBazaarMarket.NAME, sale.orderId())
                .filter(order -> order.state() == OrderState.REFUND_DUE)
                .isPresent();
    }

    /** A part of a direct order came into the wallet; of a moderated one it lies where nobody can take it alone. */
    private RefundAnswer unfinished(RefundRequest request, SaleOrder sale) {
        return sale.moderated()
                ? byHand(request, sale, "the order was paid in part, and that is held with the moderator")
                : fromWallet(request, sale);
    }

    private RefundAnswer dispute(RefundRequest request, SaleOrder sale) {
        if (request.settlement() == null) {
            return byHand(request, sale, "nothing is known about the delivery");
        }
        daemon.openDispute(sale.orderId(), Claim.text(sale.orderId(), request.settlement()));
        return RefundAnswer.pending("a dispute was opened");
    }

    /** Written down before it is paid; what a crash leaves open is looked for in the wallet, and never paid a second time. */
    private RefundAnswer fromWallet(RefundRequest request, SaleOrder sale) {
        Optional<WalletPayment> before = payments.find(request.key());
        if (before.isPresent()) {
            return resume(before.get(), request, sale);
        }
        if (!maySpend) {
            return byHand(request, sale, "paying out of the wallet is not allowed here");
        }
        if (!sale.refundAddress().matches("[A-Za-z0-9:]{1,120}")
                || !request.amount().currency().equals(sale.total().currency())) {
            return byHand(request, sale, "there is no address to pay to");
        }
        WalletPayment intended = new WalletPayment(
                request.key(),
                sale.orderId(),
                sale.refundAddress(),
                request.amount().currency(),
                request.amount().amount(),
                WalletPaymentState.INTENDED,
                "",
                clock.instant());
        payments.insert(intended);
        return pay(intended, request, sale);
    }

    private RefundAnswer pay(WalletPayment payment, RefundRequest request, SaleOrder sale) {
        try {
            String transaction = daemon.spend(new Spending(
                    payment.coin(), payment.address(), BigInteger.valueOf(payment.amount()), memo(payment)));
            payments.update(payment.id(), found -> found.to(WalletPaymentState.SENT, transaction));
            return RefundAnswer.done(transaction);
        } catch (DaemonException e) {
            if (e.didNothing()) {
                payments.update(payment.id(), found -> found.to(WalletPaymentState.UNCERTAIN, ""));
                return byHand(request, sale, e.getMessage());
            }
            throw e;
        }
    }

    private RefundAnswer resume(WalletPayment payment, RefundRequest request, SaleOrder sale) {
        return switch (payment.state()) {
            case SENT -> RefundAnswer.done(payment.transaction());
            case INTENDED -> lookFor(payment, request, sale);
            case UNCERTAIN -> byHand(request, sale, "the wallet did not say whether it paid");
        };
    }

    private RefundAnswer lookFor(WalletPayment payment, RefundRequest request, SaleOrder sale) {
        if (daemon.hasSpent(payment.coin(), memo(payment))) {
            payments.update(payment.id(), found -> found.to(WalletPaymentState.SENT, memo(payment)));
            return RefundAnswer.done(memo(payment));
        }
        payments.update(payment.id(), found -> found.to(WalletPaymentState.UNCERTAIN, ""));
        return byHand(request, sale, "the wallet did not say whether it paid, and does not show it");
    }

    private static String memo(WalletPayment payment) {
        return "refund " + payment.id();
    }

    private static RefundAnswer byHand(RefundRequest request, SaleOrder sale, String why) {
        return RefundAnswer.needsAdmin(why + ". Pay " + request.amount().amount() + " (minor units of "
                + request.amount().currency() + ") to " + sale.refundAddress() + " for order " + sale.orderId());
    }
}
