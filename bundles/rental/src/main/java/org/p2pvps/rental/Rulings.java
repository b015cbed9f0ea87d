package org.p2pvps.rental;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.rental.SettlementStore;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.Ledger;

/** Divides an order's money as a market's moderator decided, whatever we had made of it before. Only the first ruling counts. */
@Component(service = Rulings.class, configurationPid = RentalConfig.PID)
public final class Rulings {
    private static final long HOUR = 3_600;

    private final Transactions transactions;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final PaymentStore payments;
    private final SettlementStore settlements;
    private final Refunds refunds;
    private final Ledger ledger;
    private final Division division;

    @Activate
    public Rulings(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference PaymentStore payments,
            @Reference SettlementStore settlements,
            @Reference Refunds refunds,
            @Reference Ledger ledger,
            RentalConfig config) {
        this(
                transactions,
                devices,
                orders,
                payments,
                settlements,
                refunds,
                ledger,
                new Division(config.earlyEnd(), config.feeBasisPoints()));
    }

    Rulings(
            Transactions transactions,
            DeviceStore devices,
            OrderStore orders,
            PaymentStore payments,
            SettlementStore settlements,
            Refunds refunds,
            Ledger ledger,
            Division division) {
        this.transactions = transactions;
        this.devices = devices;
        this.orders = orders;
        this.payments = payments;
        this.settlements = settlements;
        this.refunds = refunds;
        this.ledger = ledger;
        this.division = division;
    }

    /** @param toOwner what came to the owner's side; what neither side got is gone */
    Order ruled(UUID orderId, String reference, Money toRenter, Money toOwner) {
        return transactions.call(() -> {
            Order order = orders.update(orderId, found -> found);
            return settlements.isRuled(orderId) ? order : follow(order, reference, toRenter, toOwner);
        });
    }

    private Order follow(Order order, String reference, Money toRenter, Money toOwner) {
        Money paid = paid(order);
        requirePossible(order, paid, toRenter, toOwner);
        refunds.takeBack(order);
        Money sent = refunds.paid(order);
        Money more = order.total().of(Math.max(0, toRenter.amount() - sent.amount()));
        // What the renter had before, and would not have got by the ruling, is missing on the owner's side.
        long ahead = Math.max(0, sent.amount() - toRenter.amount());
        Money gross = order.total().of(Math.max(0, toOwner.amount() - ahead));
        Money marketFee = paid.minus(sent).minus(more).minus(gross);
        Money fee = division.fee(gross);
        Optional<Settlement> before = settlements.byOrder(order.id());
        long earnedBefore = before.map(kept -> kept.earned().amount()).orElse(0L);
        long feeBefore = before.map(kept -> kept.fee().amount()).orElse(0L);
        Money earned = gross.minus(fee);
        ledger.ruled(
                order,
                reference,
                owner(order),
                earned.amount() - earnedBefore,
                fee.amount() - feeBefore,
                marketFee.amount());
        refunds.gone(order, more, RefundReason.RULING, reference);
        settlements.putRuled(settlement(order, before, paid, earned, fee, marketFee));
        return order.state() == OrderState.SETTLED
                ? order
                : orders.update(order.id(), found -> found.to(OrderState.SETTLED));
    }

    private static Settlement settlement(
            Order order, Optional<Settlement> before, Money paid, Money earned, Money fee, Money marketFee) {
        return new Settlement(
                order.id(),
                paid,
                earned,
                fee,
                marketFee,
                paid.minus(earned).minus(fee).minus(marketFee),
                order.hours() * HOUR,
                before.map(Settlement::chargedSeconds).orElse(0L),
                before.map(Settlement::undeliveredSeconds).orElse(0L),
                List.of(),
                before.map(Settlement::reason).orElse(EndReason.ADMIN));
    }

    private Money paid(Order order) {
        return order.total()
                .of(payments.byOrder(order.id()).stream()
                        .mapToLong(payment -> payment.amount().amount())
                        .sum());
    }

    private static void requirePossible(Order order, Money paid, Money toRenter, Money toOwner) {
        boolean isDivisible =
                order.state() == OrderState.SETTLED || order.state().allows(OrderState.SETTLED);
        if (!isDivisible) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "Nobody can rule about an order that is " + order.state() + ".");
        }
        boolean isSameCurrency = toRenter.currency().equals(paid.currency())
                && toOwner.currency().equals(paid.currency());
        if (!isSameCurrency
                || toRenter.amount() < 0
                || toOwner.amount() < 0
                || toRenter.amount() > paid.amount() - toOwner.amount()) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "Of this order " + paid.amount() + " " + paid.currency() + " (in minor units) were paid.");
        }
    }

    private UUID owner(Order order) {
        return devices.find(order.deviceId()).map(Device::ownerId).orElseThrow();
    }
}
