package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.protocol.ErrorCode;

/** Takes down the orders that markets report. One that can't be had is kept as cancelled, so that its payment is known when it comes. */
@Component(service = Placing.class, configurationPid = RentalConfig.PID)
public final class Placing {
    private static final int LONGEST_ADDRESS = 254;

    private final Transactions transactions;
    private final DeviceStore devices;
    private final ListingStore listings;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final BuyerAccounts buyers;
    private final Terms terms;
    private final Duration payWithin;
    private final Clock clock;

    @Activate
    public Placing(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference ListingStore listings,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference BuyerAccounts buyers,
            @Reference Terms terms,
            RentalConfig config) {
        this(
                transactions,
                devices,
                listings,
                orders,
                rentals,
                buyers,
                terms,
                Duration.ofHours(config.payWithinHours()),
                Clock.systemUTC());
    }

    Placing(
            Transactions transactions,
            DeviceStore devices,
            ListingStore listings,
            OrderStore orders,
            RentalStore rentals,
            BuyerAccounts buyers,
            Terms terms,
            Duration payWithin,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.listings = listings;
        this.orders = orders;
        this.rentals = rentals;
        this.buyers = buyers;
        this.terms = terms;
        this.payWithin = payWithin;
        this.clock = clock;
    }

    Order placed(PlacedOrder placed) {
        return transactions.call(
                () -> orders.byExternalId(placed.market(), placed.externalId()).orElseGet(() -> place(placed)));
    }

    private Order place(PlacedOrder placed) {
        Listing listing = listings.byReference(placed.market(), placed.listing())
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "No listing has this reference."));
        Device device = devices.find(listing.deviceId()).orElseThrow();
        Optional<Rental> extended = Optional.ofNullable(placed.extendedRental())
                .flatMap(rentals::find)
                .filter(rental -> rental.deviceId().equals(device.id()));
        UUID buyer = buyers.accountOf(placed.market(), placed.buyer());
        boolean isPossible = placed.extendedRental() == null
                ? isFree(device, placed.hours())
                : extended.filter(rental -> isMoreFor(buyer, rental, device, placed.hours()))
                        .isPresent();
        Order order = order(placed, device, buyer, extended.map(Rental::id).orElse(null), isPossible);
        orders.insert(order);
        return order;
    }

    /** Whoever buys more of what somebody else rents did so by mistake, and would get nothing for it. */
    private boolean isMoreFor(UUID buyer, Rental rental, Device device, int hours) {
        return rental.renterId().equals(buyer) && terms.allowExtension(device, rental, hours);
    }

    private Order order(PlacedOrder placed, Device device, UUID buyer, UUID extended, boolean isPossible) {
        Instant now = clock.instant();
        return new Order(
                UUID.randomUUID(),
                device.id(),
                buyer,
                placed.market(),
                placed.externalId(),
                placed.listing(),
                OrderReference.next(),
                extended,
                placed.hours(),
                placed.price(),
                SshKeys.usable(placed.buyer().sshKeys()),
                contact(placed.buyer().email()),
                isPossible ? OrderState.AWAITING_PAYMENT : OrderState.CANCELLED,
                now,
                placed.payBy() == null ? now.plus(payWithin) : placed.payBy(),
                null,
                null);
    }

    private boolean isFree(Device device, int hours) {
        return device.state() == DeviceState.READY
                && device.purpose() == Purpose.FOR_RENT
                && terms.of(device).allows(hours);
    }

    /** What a buyer wrote, if a mail could go there at all. */
    private static String contact(String email) {
        boolean isAddress = email != null
                && email.length() <= LONGEST_ADDRESS
                && email.matches("[^\\s\\p{Cntrl}@,;<>\"]+@[^\\s\\p{Cntrl}@,;<>\"]+");
        return isAddress ? email : null;
    }
}
