package org.p2pvps.rental;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Ledger;

/** Money that goes back to renters. The order's row is locked before its refunds are touched. */
@Component(service = Refunds.class)
public final class Refunds {
    private final Transactions transactions;
    private final OrderStore orders;
    private final RefundStore refunds;
    private final Ledger ledger;
    private final DeviceStore devices;
    private final RenterMails mails;
    private final Clock clock;

    @Activate
    public Refunds(
            @Reference Transactions transactions,
            @Reference OrderStore orders,
            @Reference RefundStore refunds,
            @Reference Ledger ledger,
            @Reference DeviceStore devices,
            @Reference RenterMails mails) {
        this(transactions, orders, refunds, ledger, devices, mails, Clock.systemUTC());
    }

    Refunds(
            Transactions transactions,
            OrderStore orders,
            RefundStore refunds,
            Ledger ledger,
            DeviceStore devices,
            RenterMails mails,
            Clock clock) {
        this.transactions = transactions;
        this.orders = orders;
        this.refunds = refunds;
        this.ledger = ledger;
        this.devices = devices;
        this.mails = mails;
        this.clock = clock;
    }

    /** Takes an amount out of an order's deposit, to be sent back. Joins the caller's transaction, which holds the order. */
    void due(Order order, Money amount, RefundReason reason) {
        if (amount.amount() > 0) {
            Refund refund = Refund.due(order.id(), amount, reason, clock.instant());
            refunds.insert(refund);
            ledger.refundDue(refund);
        }
    }

    /** As {@link #due}, for what went back already. */
    void gone(Order order, Money amount, RefundReason reason, String reference) {
        if (amount.amount() > 0) {
            Refund refund = Refund.due(order.id(), amount, reason, clock.instant());
            refunds.insert(refund);
            ledger.refundDue(refund);
            pay(order, refund, reference);
        }
    }

    /** Puts what was to go back into the order's deposit again. Joins the caller's transaction, which holds the order. */
    Money takeBack(Order order) {
        List<Refund> open = open(order);
        open.forEach(refund -> {
            refunds.update(refund.id(), Refund::voided);
            ledger.refundVoid(refund);
        });
        return total(order, open);
    }

    /** What went back of an order. */
    Money paid(Order order) {
        return total(order, byState(order, RefundState.PAID));
    }

    /** The market sent a refund. Repeating it changes nothing. */
    void sent(UUID refundId, UUID orderId, String reference) {
        transactions.run(() -> {
            Order order = orders.update(orderId, found -> found);
            open(order).stream()
                    .filter(refund -> refund.id().equals(refundId))
                    .forEach(refund -> pay(order, refund, reference));
            closed(order);
        });
    }

    /** Somebody has to send a refund by hand. */
    void forAdmin(UUID refundId, String note) {
        refunds.update(refundId, found -> found.state() == RefundState.DUE ? found.forAdmin(note) : found);
    }

    /** Everything that was to go back did. */
    Order allSent(UUID orderId, String reference) {
        return transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            List<Refund> open = open(order);
            if (open.isEmpty() && byState(order, RefundState.PAID).isEmpty()) {
                throw new ProblemException(ErrorCode.ORDER_NOT_PAYABLE, "Nothing of this order is to be paid back.");
            }
            open.forEach(refund -> pay(order, refund, reference));
            return closed(order);
        });
    }

    /** A market says that money went back, asked or not. */
    Order reported(UUID orderId, String reference, Money amount) {
        return transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            boolean isKnown = byState(order, RefundState.PAID).stream()
                    .anyMatch(refund -> refund.reference().equals(reference));
            if (isKnown) {
                return order;
            }
            open(order).stream()
                    .filter(refund -> refund.amount().equals(amount))
                    .findFirst()
                    .ifPresentOrElse(refund -> pay(order, refund, reference), () -> replace(order, reference, amount));
            return closed(order);
        });
    }

    /** What went back is not what was to go back: the rest of it is due instead. */
    private void replace(Order order, String reference, Money amount) {
        Money planned = takeBack(order);
        Money there = ledger.deposit(order);
        if (!amount.currency().equals(there.currency()) || amount.amount() <= 0 || amount.amount() > there.amount()) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "Of this order " + there.amount() + " " + there.currency()
                            + " (in minor units) can go back at most.");
        }
        gone(order, amount, RefundReason.RULING, reference);
        Money rest = order.state() == OrderState.REFUND_DUE ? there.minus(amount) : planned.minus(amount);
        due(order, rest, RefundReason.RULING);
    }

    private void pay(Order order, Refund refund, String reference) {
        Refund paid = refunds.update(refund.id(), found -> found.paid(reference, clock.instant()));
        ledger.refundPaid(order, paid);
        String device = devices.find(order.deviceId()).map(Device::name).orElse(order.reference());
        mails.toRenter(order, renter -> MoneyMails.refunded(renter, device, paid, clock.instant()));
    }

    /** An order of which everything went back is closed. */
    private Order closed(Order order) {
        boolean isDone = order.state() == OrderState.REFUND_DUE && open(order).isEmpty();
        return isDone ? orders.update(order.id(), found -> found.to(OrderState.REFUNDED)) : order;
    }

    private List<Refund> open(Order order) {
        return refunds.byOrder(order.id()).stream()
                .filter(refund -> refund.state().isOpen())
                .toList();
    }

    private List<Refund> byState(Order order, RefundState state) {
        return refunds.byOrder(order.id()).stream()
                .filter(refund -> refund.state() == state)
                .toList();
    }

    private static Money total(Order order, List<Refund> some) {
        return order.total()
                .of(some.stream().mapToLong(refund -> refund.amount().amount()).sum());
    }
}
