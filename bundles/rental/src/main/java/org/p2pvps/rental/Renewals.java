package org.p2pvps.rental;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.protocol.ErrorCode;

/**
 * Places the orders that renew rentals, a while before their ends. The order for an end is known by its id, which is made of the
 * rental and that end: whatever crashes, and whoever asks, there is one.
 */
@Component(service = Renewals.class, configurationPid = RentalConfig.PID)
public final class Renewals {
    private final Transactions transactions;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final Ordering ordering;
    private final Payments payments;
    private final Terms terms;
    private final RenterMails mails;
    private final RentalEvents events;
    private final Duration before;
    private final Clock clock;

    @Activate
    public Renewals(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference Ordering ordering,
            @Reference Payments payments,
            @Reference Terms terms,
            @Reference RenterMails mails,
            @Reference EventAdmin events,
            RentalConfig config) {
        this(
                transactions,
                devices,
                orders,
                rentals,
                ordering,
                payments,
                terms,
                mails,
                new RentalEvents(events),
                Duration.ofHours(config.renewBeforeHours()),
                Clock.systemUTC());
    }

    Renewals(
            Transactions transactions,
            DeviceStore devices,
            OrderStore orders,
            RentalStore rentals,
            Ordering ordering,
            Payments payments,
            Terms terms,
            RenterMails mails,
            RentalEvents events,
            Duration before,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.orders = orders;
        this.rentals = rentals;
        this.ordering = ordering;
        this.payments = payments;
        this.terms = terms;
        this.mails = mails;
        this.events = events;
        this.before = before;
        this.clock = clock;
    }

    /** Has a rental renewed from now on; 0 hours: no longer. */
    Rental renew(UUID rentalId, int hours) {
        return transactions.call(() -> {
            Rental rental = rentals.update(rentalId, found -> found.renewed(hours));
            if (hours != 0) {
                requirePossible(rental, hours);
            }
            return rental;
        });
    }

    private void requirePossible(Rental rental, int hours) {
        Order first = orders.find(rental.orderId()).orElseThrow();
        if (!wasOrderedHere(first)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "This rental was ordered on another market: extend it there.");
        }
        int longest = longestHours(devices.find(rental.deviceId()).orElseThrow(), first);
        if (hours < 1 || hours > longest) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "hours: 0 (none) to " + longest + " are possible.");
        }
    }

    /** By how many hours a rental can be renewed, and still be paid ahead of its end; 0 if it can't. */
    int longestHours(Device device, Order first) {
        int longest = terms.of(device).longestHours();
        long ahead = before.toHours();
        return !wasOrderedHere(first) ? 0 : (int) Math.max(longest - ahead, longest * 2L / 3);
    }

    /** Markets give orders ids of their own. */
    private static boolean wasOrderedHere(Order first) {
        return first.externalId().equals(first.reference());
    }

    /** Places what is due. Placing it again changes nothing. */
    void placeDue() {
        List<Rental> due = rentals.due(clock.instant().plus(before)).stream()
                .filter(rental -> rental.renewalHours() > 0)
                .toList();
        OneByOne.each("Renewing rental", due, Rental::id, this::place);
    }

    private void place(Rental rental) {
        transactions.call(() -> placeOnce(rental.id())).forEach(events::mailQueued);
        orders.find(idOf(rental)).filter(Renewals::isGift).ifPresent(order -> payments.granted(order.id()));
    }

    /**
     * What was true before the rental was locked may have changed.
     *
     * @return the mails about it
     */
    private List<UUID> placeOnce(UUID rentalId) {
        Rental rental = rentals.update(rentalId, found -> found);
        Device device = devices.find(rental.deviceId()).orElseThrow();
        if (!isDue(rental, device) || orders.find(idOf(rental)).isPresent()) {
            return List.of();
        }
        Order first = orders.find(rental.orderId()).orElseThrow();
        Order order = ordering.renewal(idOf(rental), rental, first);
        return isGift(order)
                ? List.of()
                : mails.toRenter(order, to -> RentalMails.renewal(to, device, rental, order, clock.instant()));
    }

    private boolean isDue(Rental rental, Device device) {
        return rental.state() == RentalState.ACTIVE
                && rental.renewalHours() > 0
                && !clock.instant().isBefore(rental.endsAt().minus(lead(rental)))
                && terms.allowExtension(device, rental, rental.renewalHours());
    }

    /** Whoever renews by a few hours is not to pay for days ahead. */
    private Duration lead(Rental rental) {
        Duration half = Duration.ofHours(rental.renewalHours()).dividedBy(2);
        return half.compareTo(before) < 0 ? half : before;
    }

    private static boolean isGift(Order order) {
        return order.state() == OrderState.AWAITING_PAYMENT && order.total().amount() == 0;
    }

    private static UUID idOf(Rental rental) {
        String key = "renewal/" + rental.id() + "/" + rental.endsAt();
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
