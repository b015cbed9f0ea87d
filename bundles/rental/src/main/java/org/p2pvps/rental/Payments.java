package org.p2pvps.rental;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Ledger;

/**
 * Counts payments, each once. What makes an order whole turns it into a rental, all in one transaction; what is too much, too late
 * or for nothing goes back.
 */
@Component(service = Payments.class)
public final class Payments {
    /** A thousand payments of this size still fit into an account. */
    private static final long MOST = Long.MAX_VALUE / 1_024;

    private static final int LONGEST_REFERENCE = 200;

    private final Transactions transactions;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final PaymentStore payments;
    private final Terms terms;
    private final Fulfilment fulfilment;
    private final Refunds refunds;
    private final Ledger ledger;
    private final RenterMails mails;
    private final RentalEvents events;
    private final Clock clock;

    @Activate
    public Payments(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference PaymentStore payments,
            @Reference Terms terms,
            @Reference Fulfilment fulfilment,
            @Reference Refunds refunds,
            @Reference Ledger ledger,
            @Reference RenterMails mails,
            @Reference EventAdmin events) {
        this(
                transactions,
                devices,
                orders,
                payments,
                terms,
                fulfilment,
                refunds,
                ledger,
                mails,
                new RentalEvents(events),
                Clock.systemUTC());
    }

    Payments(
            Transactions transactions,
            DeviceStore devices,
            OrderStore orders,
            PaymentStore payments,
            Terms terms,
            Fulfilment fulfilment,
            Refunds refunds,
            Ledger ledger,
            RenterMails mails,
            RentalEvents events,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.orders = orders;
        this.payments = payments;
        this.terms = terms;
        this.fulfilment = fulfilment;
        this.refunds = refunds;
        this.ledger = ledger;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
    }

    Order paid(UUID orderId, String reference, Money amount) {
        requirePossible(reference, amount);
        return announced(transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            return isKnown(order, reference, amount) ? Outcome.of(order) : counted(order, reference, amount);
        }));
    }

    /** An order that costs nothing, or nothing any more. */
    Order granted(UUID orderId) {
        return announced(transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            if (order.state() == OrderState.FULFILLED && order.total().amount() == 0) {
                return Outcome.of(order);
            }
            if (order.state() != OrderState.AWAITING_PAYMENT) {
                throw new ProblemException(ErrorCode.ORDER_NOT_PAYABLE, "This order does not wait for a payment.");
            }
            return whole(orders.update(orderId, Order::granted));
        }));
    }

    /** Gives up an order that is not paid. What was paid of it goes back. */
    Order givenUp(UUID orderId, OrderState next) {
        return announced(transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            if (order.state() != OrderState.AWAITING_PAYMENT) {
                return Outcome.of(next == OrderState.EXPIRED || order.state() == next ? order : order.to(next));
            }
            return ledger.deposit(order).amount() == 0
                    ? Outcome.of(orders.update(orderId, found -> found.to(next)))
                    : returned(order, RefundReason.LATE);
        }));
    }

    /** Gives up the orders that were not paid in time. */
    void expire() {
        OneByOne.each(
                "Expiring order",
                orders.overdue(clock.instant()),
                Order::id,
                order -> givenUp(order.id(), OrderState.EXPIRED));
    }

    private Order announced(Outcome outcome) {
        outcome.mails().forEach(events::mailQueued);
        events.deviceChanged(outcome.order().deviceId());
        return outcome.order();
    }

    private static void requirePossible(String reference, Money amount) {
        boolean named = !reference.isBlank() && reference.length() <= LONGEST_REFERENCE;
        if (!named || amount.amount() <= 0 || amount.amount() > MOST) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "A payment has a reference of at most 200 characters and an amount of more than 0.");
        }
    }

    private boolean isKnown(Order order, String reference, Money amount) {
        Optional<Payment> before = payments.byReference(order.market(), reference);
        if (before.isPresent()
                && !(before.get().orderId().equals(order.id())
                        && before.get().amount().equals(amount))) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH, "A payment with this reference was counted with other figures.");
        }
        return before.isPresent();
    }

    private Outcome counted(Order order, String reference, Money amount) {
        if (!amount.currency().equals(order.total().currency())) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "The order is in " + order.total().currency() + ", and nothing else can be counted.");
        }
        Payment payment =
                new Payment(UUID.randomUUID(), order.id(), order.market(), reference, amount, clock.instant());
        payments.insert(payment);
        ledger.received(order, payment);
        return switch (order.state()) {
            case AWAITING_PAYMENT -> isWhole(order) ? whole(order) : Outcome.of(order);
            case FULFILLED, SETTLED -> surplus(order, amount);
            case CANCELLED -> returned(order, isPossible(order) ? RefundReason.LATE : RefundReason.TERM);
            case EXPIRED, REFUNDED, REFUND_DUE -> returned(order, RefundReason.LATE);
        };
    }

    /** Markets may sell what a device can't be rented for: such an order was cancelled as soon as it was reported. */
    private boolean isPossible(Order order) {
        return order.extendedRentalId() != null
                || devices.find(order.deviceId())
                        .filter(device -> terms.of(device).allows(order.hours()))
                        .isPresent();
    }

    private boolean isWhole(Order order) {
        return ledger.deposit(order).amount() >= order.total().amount();
    }

    private Outcome whole(Order order) {
        Fulfilment.Result result = fulfilment.fulfil(order);
        if (result.refusal() != null) {
            return returned(order, result.refusal());
        }
        refunds.due(order, ledger.deposit(order).minus(order.total()), RefundReason.OVERPAID);
        return result.outcome();
    }

    private Outcome surplus(Order order, Money amount) {
        refunds.due(order, amount, RefundReason.OVERPAID);
        return Outcome.of(order);
    }

    /** Everything that is there goes back, and the renter is told why. A gift that can't be given costs nobody anything. */
    private Outcome returned(Order order, RefundReason reason) {
        Money all = ledger.deposit(order);
        if (all.amount() == 0) {
            return Outcome.of(orders.update(order.id(), found -> found.to(OrderState.CANCELLED)));
        }
        refunds.due(order, all, reason);
        Order due = order.state() == OrderState.REFUND_DUE
                ? order
                : orders.update(order.id(), found -> found.to(OrderState.REFUND_DUE));
        String name = devices.find(order.deviceId()).map(Device::name).orElse("");
        return Outcome.of(due)
                .mailed(mails.toRenter(due, to -> MoneyMails.refundDue(to, name, due, reason, clock.instant())));
    }
}
