package org.p2pvps.rental;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** Ends rentals: the lease is released (which cuts access), and the device is to reset into its next generation. */
@Component(service = RentalEnd.class)
public final class RentalEnd {
    private final Transactions transactions;
    private final OrderStore orders;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final RentalStore rentals;
    private final RenterMails mails;
    private final RentalEvents events;
    private final Clock clock;

    @Activate
    public RentalEnd(
            @Reference Transactions transactions,
            @Reference OrderStore orders,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference RentalStore rentals,
            @Reference RenterMails mails,
            @Reference EventAdmin events) {
        this(transactions, orders, devices, leases, rentals, mails, new RentalEvents(events), Clock.systemUTC());
    }

    RentalEnd(
            Transactions transactions,
            OrderStore orders,
            DeviceStore devices,
            LeaseStore leases,
            RentalStore rentals,
            RenterMails mails,
            RentalEvents events,
            Clock clock) {
        this.transactions = transactions;
        this.orders = orders;
        this.devices = devices;
        this.leases = leases;
        this.rentals = rentals;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
    }

    /** Ends every rental whose time is up. */
    void endDue() {
        OneByOne.each(
                "Ending rental", rentals.due(clock.instant()), Rental::id, rental -> end(rental.id(), EndReason.TERM));
    }

    Rental end(UUID rentalId, EndReason reason) {
        return endIf(rentalId, reason, rental -> true);
    }

    /** @param still whether there is still reason to, asked when the rental is locked and runs */
    Rental endIf(UUID rentalId, EndReason reason, Predicate<Rental> still) {
        Rental rental = transactions.call(() -> endOnce(rentalId, reason, still));
        events.leaseChanged(rental.deviceId());
        events.deviceChanged(rental.deviceId());
        return rental;
    }

    /** An extension may have come between the look at the clock and the lock. */
    private Rental endOnce(UUID rentalId, EndReason reason, Predicate<Rental> still) {
        Instant now = clock.instant();
        Rental before = rentals.update(rentalId, found -> found);
        boolean isEarly = reason == EndReason.TERM && now.isBefore(before.endsAt());
        if (before.state() != RentalState.ACTIVE || isEarly || !still.test(before)) {
            return before;
        }
        Device device = devices.update(before.deviceId(), found -> found.to(DeviceState.RESETTING));
        leases.update(before.leaseId(), found -> found.active() ? found.released(now) : found);
        Rental ended = rentals.update(rentalId, found -> found.ended(now, reason));
        Order order = orders.find(before.orderId()).orElseThrow();
        mails.toRenter(order, to -> RentalMails.ended(to, device, ended, now));
        mails.toOwner(device, order, to -> RentalMails.ended(to, device, ended, now));
        return ended;
    }
}
