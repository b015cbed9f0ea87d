package org.p2pvps.rental;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.protocol.ErrorCode;

/** Takes orders of people who have an account here. An order does not reserve: who pays first, rents. */
@Component(service = Ordering.class, configurationPid = RentalConfig.PID)
@Designate(ocd = RentalConfig.class)
public final class Ordering {
    private final DeviceStore devices;
    private final ListingStore listings;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final Terms terms;
    private final Duration payWithin;
    private final Clock clock;

    @Activate
    public Ordering(
            @Reference DeviceStore devices,
            @Reference ListingStore listings,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference Terms terms,
            RentalConfig config) {
        this(devices, listings, orders, rentals, terms, Duration.ofHours(config.payWithinHours()), Clock.systemUTC());
    }

    Ordering(
            DeviceStore devices,
            ListingStore listings,
            OrderStore orders,
            RentalStore rentals,
            Terms terms,
            Duration payWithin,
            Clock clock) {
        this.devices = devices;
        this.listings = listings;
        this.orders = orders;
        this.rentals = rentals;
        this.terms = terms;
        this.payWithin = payWithin;
        this.clock = clock;
    }

    Order order(String market, UUID deviceId, UUID renterId, int hours, String sshKeys) {
        Device device = devices.find(deviceId)
                .filter(found ->
                        found.purpose() == Purpose.FOR_RENT || found.ownerId().equals(renterId))
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such device."));
        requireTerm(device, hours);
        requireAvailable(device, market);
        Instant now = clock.instant();
        return kept(
                UUID.randomUUID(),
                deviceId,
                renterId,
                market,
                null,
                hours,
                total(device, hours),
                sshKeys,
                null,
                now.plus(payWithin));
    }

    /** More hours of a rental that runs, by its own order's market, contact and price per hour. */
    Order extend(UUID rentalId, int hours) {
        Rental rental = rentals.find(rentalId)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such rental."));
        Order first = orders.find(rental.orderId()).orElseThrow();
        requireExtension(rental, hours);
        Instant unpaidUntil = clock.instant().plus(payWithin);
        Instant payBy = unpaidUntil.isBefore(rental.endsAt()) ? unpaidUntil : rental.endsAt();
        return extension(UUID.randomUUID(), rental, first, hours, payBy);
    }

    /**
     * As {@link #extend}, to be paid until the rental ends. Joins the caller's transaction.
     *
     * @param id the order's, so that it is placed once
     */
    Order renewal(UUID id, Rental rental, Order first) {
        return extension(id, rental, first, rental.renewalHours(), rental.endsAt());
    }

    private Order extension(UUID id, Rental rental, Order first, int hours, Instant payBy) {
        return kept(
                id,
                rental.deviceId(),
                rental.renterId(),
                first.market(),
                rental.id(),
                hours,
                atTheSameRate(first, hours),
                first.sshKeys(),
                first.contact(),
                payBy);
    }

    private Order kept(
            UUID id,
            UUID deviceId,
            UUID renterId,
            String market,
            UUID extendedRentalId,
            int hours,
            Money total,
            String sshKeys,
            String contact,
            Instant payBy) {
        String reference = OrderReference.next();
        Order order = new Order(
                id,
                deviceId,
                renterId,
                market,
                reference,
                "",
                reference,
                extendedRentalId,
                hours,
                total,
                sshKeys,
                contact,
                OrderState.AWAITING_PAYMENT,
                clock.instant(),
                payBy,
                null,
                null);
        orders.insert(order);
        return order;
    }

    private void requireAvailable(Device device, String market) {
        boolean offered = device.purpose() == Purpose.OWN_USE
                || listings.listedOf(device.id()).stream()
                        .anyMatch(listing -> listing.market().equals(market));
        if (device.state() != DeviceState.READY || !offered) {
            throw new ProblemException(
                    ErrorCode.DEVICE_NOT_AVAILABLE,
                    "This device can't be rented at present. Look at the market again.");
        }
    }

    private void requireTerm(Device device, int hours) {
        Term term = terms.of(device);
        if (!term.allows(hours)) {
            throw new ProblemException(
                    ErrorCode.FIELD_INVALID,
                    "hours: " + term.shortestHours() + " to " + term.longestHours() + " are possible.");
        }
    }

    private void requireExtension(Rental rental, int hours) {
        Device device = devices.find(rental.deviceId()).orElseThrow();
        if (!terms.allowExtension(device, rental, hours)) {
            throw new ProblemException(
                    ErrorCode.FIELD_INVALID,
                    "hours: a rental that runs can be extended to end within "
                            + terms.of(device).longestHours() + " hours from now.");
        }
    }

    private static Money total(Device device, int hours) {
        return device.purpose() == Purpose.OWN_USE
                ? device.hourlyRate().times(0)
                : device.hourlyRate().times(hours);
    }

    /** Rounded up: an hour is never cheaper than it was agreed. */
    static Money atTheSameRate(Order first, int hours) {
        BigInteger[] price = BigInteger.valueOf(first.total().amount())
                .multiply(BigInteger.valueOf(hours))
                .divideAndRemainder(BigInteger.valueOf(first.hours()));
        return first.total().of(Math.addExact(price[0].longValueExact(), price[1].signum()));
    }
}
