package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.uptime.UptimeRecord;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.Ledger;

/** The bundle's real parts, put together as Declarative Services do it. */
final class Parts {
    static final Duration PAY_WITHIN = Duration.ofHours(48);
    static final int LONGEST_HOURS = 100;
    static final Duration RENEW_BEFORE = Duration.ofHours(12);
    static final Duration UNDELIVERED_AFTER = Duration.ofHours(6);

    final Ledger ledger;
    final Refunds refunds;
    final Payments payments;
    final Ordering ordering;
    final RentalEnd end;
    final Absences absences;
    final Renewals renewals;
    final Settling settling;
    final Rulings rulings;
    final MarketErrands errands;
    final RentalDesk desk;
    final MarketDesk marketDesk;

    Parts(Stores stores, Ways ways, UptimeRecord uptime, Division division, EventAdmin eventAdmin, Clock clock) {
        this(stores, ways, uptime, division, eventAdmin, clock, LONGEST_HOURS);
    }

    Parts(
            Stores stores,
            Ways ways,
            UptimeRecord uptime,
            Division division,
            EventAdmin eventAdmin,
            Clock clock,
            int longestHours) {
        RentalEvents events = new RentalEvents(eventAdmin);
        RenterMails mails = new RenterMails(stores.accounts(), stores.mails());
        Terms terms = new Terms(longestHours, UNDELIVERED_AFTER, clock);
        ledger = new Ledger(stores.ledger(), clock);
        refunds = new Refunds(
                stores.transactions(), stores.orders(), stores.refunds(), ledger, stores.devices(), mails, clock);
        Fulfilment fulfilment = new Fulfilment(
                stores.devices(),
                stores.leases(),
                stores.listings(),
                stores.orders(),
                stores.rentals(),
                terms,
                mails,
                ways,
                clock);
        payments = new Payments(
                stores.transactions(),
                stores.devices(),
                stores.orders(),
                stores.payments(),
                terms,
                fulfilment,
                refunds,
                ledger,
                mails,
                events,
                clock);
        ordering = new Ordering(
                stores.devices(), stores.listings(), stores.orders(), stores.rentals(), terms, PAY_WITHIN, clock);
        end = new RentalEnd(
                stores.transactions(),
                stores.orders(),
                stores.devices(),
                stores.leases(),
                stores.rentals(),
                mails,
                events,
                clock);
        absences = new Absences(stores.devices(), stores.rentals(), end, uptime, terms, clock);
        renewals = new Renewals(
                stores.transactions(),
                stores.devices(),
                stores.orders(),
                stores.rentals(),
                ordering,
                payments,
                terms,
                mails,
                events,
                RENEW_BEFORE,
                clock);
        settling = new Settling(
                stores.transactions(),
                stores.devices(),
                stores.orders(),
                stores.rentals(),
                stores.settlements(),
                payments,
                refunds,
                ledger,
                uptime,
                division,
                clock);
        rulings = new Rulings(
                stores.transactions(),
                stores.devices(),
                stores.orders(),
                stores.payments(),
                stores.settlements(),
                refunds,
                ledger,
                division);
        errands = new MarketErrands(
                stores.orders(),
                stores.rentals(),
                stores.devices(),
                stores.leases(),
                stores.refunds(),
                stores.payments(),
                settling,
                refunds,
                ways,
                clock);
        desk = new RentalDesk(ordering, payments, refunds, end, renewals, settling);
        Placing placing = new Placing(
                stores.transactions(),
                stores.devices(),
                stores.listings(),
                stores.orders(),
                stores.rentals(),
                new BuyerAccounts(stores.accounts(), clock),
                terms,
                PAY_WITHIN,
                clock);
        ExtendableRentals extendable =
                new ExtendableRentals(stores.orders(), stores.devices(), stores.rentals(), terms);
        marketDesk = new MarketDesk(stores.orders(), placing, payments, refunds, rulings, terms, extendable);
    }
}
