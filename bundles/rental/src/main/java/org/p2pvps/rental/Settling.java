package org.p2pvps.rental;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.rental.SettlementStore;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.UptimeRecord;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.Ledger;

/** Divides what was paid for rentals that ended, each order in a transaction of its own, and gives up what was not paid. */
@Component(service = Settling.class, configurationPid = RentalConfig.PID)
public final class Settling {
    private final Transactions transactions;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final SettlementStore settlements;
    private final Payments payments;
    private final Refunds refunds;
    private final Ledger ledger;
    private final UptimeRecord uptime;
    private final Division division;
    private final Clock clock;

    @Activate
    public Settling(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference SettlementStore settlements,
            @Reference Payments payments,
            @Reference Refunds refunds,
            @Reference Ledger ledger,
            @Reference UptimeRecord uptime,
            RentalConfig config) {
        this(
                transactions,
                devices,
                orders,
                rentals,
                settlements,
                payments,
                refunds,
                ledger,
                uptime,
                new Division(config.earlyEnd(), config.feeBasisPoints()),
                Clock.systemUTC());
    }

    Settling(
            Transactions transactions,
            DeviceStore devices,
            OrderStore orders,
            RentalStore rentals,
            SettlementStore settlements,
            Payments payments,
            Refunds refunds,
            Ledger ledger,
            UptimeRecord uptime,
            Division division,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.orders = orders;
        this.rentals = rentals;
        this.settlements = settlements;
        this.payments = payments;
        this.refunds = refunds;
        this.ledger = ledger;
        this.uptime = uptime;
        this.division = division;
        this.clock = clock;
    }

    /** Settles every rental that has ended. */
    void settleEnded() {
        rentals.byState(RentalState.ENDED).forEach(this::settle);
    }

    private void settle(Rental rental) {
        ordersOf(rental).forEach(order -> settle(rental, order.id()));
        orders.extending(rental.id()).stream()
                .filter(order -> order.state() == OrderState.AWAITING_PAYMENT)
                .forEach(order -> payments.givenUp(order.id(), OrderState.CANCELLED));
        transactions.run(() -> {
            Rental now = rentals.update(rental.id(), found -> found);
            boolean isDivided = ordersOf(rental).noneMatch(order -> order.state() == OrderState.FULFILLED);
            if (now.state() == RentalState.ENDED && isDivided) {
                rentals.update(rental.id(), Rental::settled);
            }
        });
    }

    private Stream<Order> ordersOf(Rental rental) {
        List<Order> extensions = orders.extending(rental.id());
        return Stream.concat(orders.find(rental.orderId()).stream(), extensions.stream());
    }

    private void settle(Rental rental, UUID orderId) {
        transactions.run(() -> {
            Order order = orders.update(orderId, found -> found);
            if (order.state() == OrderState.FULFILLED) {
                settle(order, divided(order, rental.endedAt(), rental.endReason()));
            }
        });
    }

    private void settle(Order order, Settlement settlement) {
        settlements.put(settlement);
        ledger.settled(settlement, owner(order));
        refunds.due(order, settlement.refunded(), RefundReason.UNUSED);
        orders.update(order.id(), found -> found.to(OrderState.SETTLED));
    }

    /** How an order was settled, or would be if its owner ended the rental now. */
    Settlement settlement(UUID orderId) {
        Order order = orders.find(orderId)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such order."));
        if (order.startsAt() == null) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "This order has not become part of a rental.");
        }
        return kept(order).orElseGet(() -> preview(order));
    }

    /** How an order was settled, with the outages that were found; empty if it is not settled. */
    Optional<Settlement> kept(Order order) {
        return settlements.byOrder(order.id()).map(kept -> order.startsAt() == null ? kept : withOutages(order, kept));
    }

    private Settlement preview(Order order) {
        Rental rental = rentalOf(order);
        boolean hasEnded = rental.endedAt() != null;
        Settlement whole = divided(
                order, hasEnded ? rental.endedAt() : clock.instant(), hasEnded ? rental.endReason() : EndReason.OWNER);
        return hasEnded ? whole : forReason(whole, null);
    }

    private Settlement withOutages(Order order, Settlement kept) {
        Undelivered undelivered = undelivered(order, rentalOf(order).endedAt());
        return new Settlement(
                kept.orderId(),
                kept.price(),
                kept.earned(),
                kept.fee(),
                kept.marketFee(),
                kept.refunded(),
                kept.paidSeconds(),
                kept.chargedSeconds(),
                kept.undeliveredSeconds(),
                undelivered.outages(),
                kept.reason());
    }

    private static Settlement forReason(Settlement whole, EndReason reason) {
        return new Settlement(
                whole.orderId(),
                whole.price(),
                whole.earned(),
                whole.fee(),
                whole.marketFee(),
                whole.refunded(),
                whole.paidSeconds(),
                whole.chargedSeconds(),
                whole.undeliveredSeconds(),
                whole.outages(),
                reason);
    }

    private Rental rentalOf(Order order) {
        return (order.extendedRentalId() == null ? rentals.byOrder(order.id()) : rentals.find(order.extendedRentalId()))
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "This order has no rental."));
    }

    private Settlement divided(Order order, Instant endedAt, EndReason reason) {
        Money price = ledger.deposit(order);
        return division.settlement(order, price, endedAt, reason, undelivered(order, endedAt));
    }

    /** Nothing is undelivered of hours that never began. A null end is now. */
    private Undelivered undelivered(Order order, Instant endedAt) {
        Instant end = endedAt == null ? clock.instant() : endedAt;
        Instant until = end.isBefore(order.endsAt()) ? end : order.endsAt();
        return until.isAfter(order.startsAt())
                ? uptime.undelivered(order.deviceId(), order.startsAt(), until)
                : Undelivered.NONE;
    }

    private UUID owner(Order order) {
        return devices.find(order.deviceId()).map(Device::ownerId).orElseThrow();
    }
}
