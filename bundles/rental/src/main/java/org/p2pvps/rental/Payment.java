package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.protocol.ErrorCode;

/** Turns a paid order into a rental, all in one transaction: device, listing, rental and the renter's mail. */
@Component(service = Payment.class)
public final class Payment {
    private final Transactions transactions;
    private final AccountStore accounts;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final ListingStore listings;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final MailStore mails;
    private final Ways ways;
    private final RentalEvents events;
    private final Clock clock;

    @Activate
    public Payment(
            @Reference Transactions transactions,
            @Reference AccountStore accounts,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference ListingStore listings,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference MailStore mails,
            @Reference Ways ways,
            @Reference EventAdmin events) {
        this(
                transactions,
                accounts,
                devices,
                leases,
                listings,
                orders,
                rentals,
                mails,
                ways,
                new RentalEvents(events),
                Clock.systemUTC());
    }

    Payment(
            Transactions transactions,
            AccountStore accounts,
            DeviceStore devices,
            LeaseStore leases,
            ListingStore listings,
            OrderStore orders,
            RentalStore rentals,
            MailStore mails,
            Ways ways,
            RentalEvents events,
            Clock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.devices = devices;
        this.leases = leases;
        this.listings = listings;
        this.orders = orders;
        this.rentals = rentals;
        this.mails = mails;
        this.ways = ways;
        this.events = events;
        this.clock = clock;
    }

    private record Outcome(Order order, Optional<Mail> mail) {}

    Order paid(UUID orderId) {
        Outcome outcome = transactions.call(() -> settle(orderId));
        outcome.mail().ifPresent(mail -> events.mailQueued(mail.id()));
        events.deviceChanged(outcome.order().deviceId());
        return outcome.order();
    }

    Order refunded(UUID orderId) {
        return orders.update(
                orderId, found -> found.state() == OrderState.REFUNDED ? found : found.to(OrderState.REFUNDED));
    }

    /** The order's row is locked first, then the device's: of two payments for one device, one waits and then finds it rented. */
    private Outcome settle(UUID orderId) {
        Order order = orders.update(orderId, found -> found);
        if (order.state() != OrderState.AWAITING_PAYMENT && !order.state().allows(OrderState.REFUND_DUE)) {
            return new Outcome(order, Optional.empty());
        }
        Device device = devices.update(order.deviceId(), found -> found);
        Optional<Lease> lease = leases.activeOf(device.id()).filter(found -> found.generation() == device.generation());
        boolean deliverable = order.state() == OrderState.AWAITING_PAYMENT
                && device.state() == DeviceState.READY
                && lease.isPresent();
        return deliverable ? rent(order, device, lease.get()) : refund(order, device);
    }

    private Outcome rent(Order order, Device device, Lease lease) {
        Instant now = clock.instant();
        Rental rental = new Rental(
                UUID.randomUUID(),
                order.id(),
                device.id(),
                lease.id(),
                order.renterId(),
                device.generation(),
                RentalState.ACTIVE,
                now,
                now.plus(Duration.ofHours(order.hours())),
                null);
        devices.update(device.id(), found -> found.to(DeviceState.RENTED));
        rentals.insert(rental);
        listings.listedOf(device.id())
                .forEach(listing -> listings.update(listing.id(), found -> found.to(ListingState.SOLD, now)));
        Mail mail = RentalMails.started(renterOf(order), device, rental, ways.accessBy(lease), now);
        mails.post(mail);
        accounts.find(device.ownerId())
                .filter(owner -> !owner.id().equals(order.renterId()))
                .ifPresent(owner -> mails.post(RentalMails.rented(owner, device, rental, now)));
        return new Outcome(orders.update(order.id(), found -> found.to(OrderState.FULFILLED)), Optional.of(mail));
    }

    private Outcome refund(Order order, Device device) {
        Mail mail = RentalMails.refundDue(renterOf(order), device, order, clock.instant());
        mails.post(mail);
        return new Outcome(orders.update(order.id(), found -> found.to(OrderState.REFUND_DUE)), Optional.of(mail));
    }

    private Account renterOf(Order order) {
        return accounts.find(order.renterId())
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "The order's renter is unknown."));
    }
}
