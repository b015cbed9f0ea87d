package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/**
 * Gives a renter the hours of a paid order, or says why that can't be. Joins the caller's transaction, which holds the order; then
 * rental or device are locked, so that of two payments one waits and then finds the device rented.
 */
@Component(service = Fulfilment.class)
public final class Fulfilment {
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final ListingStore listings;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final Terms terms;
    private final RenterMails mails;
    private final Ways ways;
    private final Clock clock;

    @Activate
    public Fulfilment(
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference ListingStore listings,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference Terms terms,
            @Reference RenterMails mails,
            @Reference Ways ways) {
        this(devices, leases, listings, orders, rentals, terms, mails, ways, Clock.systemUTC());
    }

    Fulfilment(
            DeviceStore devices,
            LeaseStore leases,
            ListingStore listings,
            OrderStore orders,
            RentalStore rentals,
            Terms terms,
            RenterMails mails,
            Ways ways,
            Clock clock) {
        this.devices = devices;
        this.leases = leases;
        this.listings = listings;
        this.orders = orders;
        this.rentals = rentals;
        this.terms = terms;
        this.mails = mails;
        this.ways = ways;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param refusal why not; null if the hours were given
     */
    record Result(Outcome outcome, RefundReason refusal) {}

    Result fulfil(Order order) {
        return order.extendedRentalId() == null ? begin(order) : extend(order);
    }

    private Result begin(Order order) {
        Device device = devices.update(order.deviceId(), found -> found);
        boolean isOffered =
                device.purpose() == Purpose.FOR_RENT || device.ownerId().equals(order.renterId());
        if (device.state() == DeviceState.RENTED) {
            return refused(order, RefundReason.SOLD);
        }
        Optional<Lease> lease = leases.activeOf(device.id()).filter(found -> found.generation() == device.generation());
        if (device.state() != DeviceState.READY || !isOffered || lease.isEmpty()) {
            return refused(order, RefundReason.GONE);
        }
        return new Result(rent(order, device, lease.get()), null);
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
                null,
                null,
                0);
        devices.update(device.id(), found -> found.to(DeviceState.RENTED));
        rentals.insert(rental);
        listings.listedOf(device.id())
                .forEach(listing -> listings.update(listing.id(), found -> found.to(ListingState.SOLD, now)));
        Order fulfilled = orders.update(order.id(), found -> found.fulfilled(now));
        return Outcome.of(fulfilled)
                .mailed(mails.toRenter(order, to -> RentalMails.started(to, device, rental, ways.accessBy(lease), now)))
                .mailed(mails.toOwner(device, order, to -> RentalMails.rented(to, device, rental, now)));
    }

    private Result extend(Order order) {
        Instant now = clock.instant();
        Rental rental = rentals.update(order.extendedRentalId(), found -> found);
        if (rental.state() != RentalState.ACTIVE || !now.isBefore(rental.endsAt())) {
            return refused(order, RefundReason.GONE);
        }
        Device device = devices.find(order.deviceId()).orElseThrow();
        if (!terms.allowExtension(device, rental, order.hours())) {
            return refused(order, RefundReason.TERM);
        }
        Instant start = rental.endsAt();
        Rental extended =
                rentals.update(rental.id(), found -> found.extended(start.plus(Duration.ofHours(order.hours()))));
        Order fulfilled = orders.update(order.id(), found -> found.fulfilled(start));
        Outcome outcome = Outcome.of(fulfilled)
                .mailed(mails.toRenter(order, to -> RentalMails.extended(to, device, extended, now)))
                .mailed(mails.toOwner(device, order, to -> RentalMails.extended(to, device, extended, now)));
        return new Result(outcome, null);
    }

    private static Result refused(Order order, RefundReason reason) {
        return new Result(Outcome.of(order), reason);
    }
}
