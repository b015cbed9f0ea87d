package org.p2pvps.rental;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** Ends rentals: the lease is released (which cuts access), and the device is to reset into its next generation. */
@Component(service = RentalEnd.class)
public final class RentalEnd {
    private final Transactions transactions;
    private final AccountStore accounts;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final RentalStore rentals;
    private final MailStore mails;
    private final RentalEvents events;
    private final Clock clock;

    @Activate
    public RentalEnd(
            @Reference Transactions transactions,
            @Reference AccountStore accounts,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference RentalStore rentals,
            @Reference MailStore mails,
            @Reference EventAdmin events) {
        this(transactions, accounts, devices, leases, rentals, mails, new RentalEvents(events), Clock.systemUTC());
    }

    RentalEnd(
            Transactions transactions,
            AccountStore accounts,
            DeviceStore devices,
            LeaseStore leases,
            RentalStore rentals,
            MailStore mails,
            RentalEvents events,
            Clock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.devices = devices;
        this.leases = leases;
        this.rentals = rentals;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
    }

    /** Ends every rental whose time is up. */
    void endDue() {
        rentals.due(clock.instant()).forEach(rental -> end(rental.id()));
    }

    Rental end(UUID rentalId) {
        Rental rental = transactions.call(() -> endOnce(rentalId));
        events.leaseChanged(rental.deviceId());
        events.deviceChanged(rental.deviceId());
        return rental;
    }

    private Rental endOnce(UUID rentalId) {
        Instant now = clock.instant();
        Rental before = rentals.update(rentalId, found -> found);
        if (before.state() == RentalState.ENDED) {
            return before;
        }
        Device device = devices.update(before.deviceId(), found -> found.to(DeviceState.RESETTING));
        leases.update(before.leaseId(), found -> found.active() ? found.released(now) : found);
        Rental ended = rentals.update(rentalId, found -> found.ended(now));
        Stream.of(before.renterId(), device.ownerId()).distinct().forEach(person -> accounts.find(person)
                .ifPresent(account -> mails.post(RentalMails.ended(account, device, ended, now))));
        return ended;
    }
}
