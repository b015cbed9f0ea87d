package org.p2pvps.rental.uptime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageStore;
import org.p2pvps.rental.RentalMails;
import org.p2pvps.rental.RenterMails;
import org.p2pvps.rental.Terms;

/** Tells owner and renter of an outage that lasts, and of its end whoever was told of its beginning. */
@Component(service = OutageMails.class, configurationPid = UptimeConfig.PID)
public final class OutageMails {
    /** Mails are kept for longer: nobody is told again of what lasts and lasts. */
    private static final Duration TELL_WITHIN = Duration.ofDays(7);

    private final Transactions transactions;
    private final AccountStore accounts;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final RentalStore rentals;
    private final OutageStore outages;
    private final MailStore mails;
    private final RenterMails renters;
    private final Terms terms;
    private final OutageEvents events;
    private final Duration tellAfter;
    private final Clock clock;

    @Activate
    public OutageMails(
            @Reference Transactions transactions,
            @Reference AccountStore accounts,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference OutageStore outages,
            @Reference MailStore mails,
            @Reference RenterMails renters,
            @Reference Terms terms,
            @Reference EventAdmin events,
            UptimeConfig config) {
        this(
                transactions,
                accounts,
                devices,
                orders,
                rentals,
                outages,
                mails,
                renters,
                terms,
                new OutageEvents(events),
                Duration.ofMinutes(config.tellAfterMinutes()),
                Clock.systemUTC());
    }

    OutageMails(
            Transactions transactions,
            AccountStore accounts,
            DeviceStore devices,
            OrderStore orders,
            RentalStore rentals,
            OutageStore outages,
            MailStore mails,
            RenterMails renters,
            Terms terms,
            OutageEvents events,
            Duration tellAfter,
            Clock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.devices = devices;
        this.orders = orders;
        this.rentals = rentals;
        this.outages = outages;
        this.mails = mails;
        this.renters = renters;
        this.terms = terms;
        this.events = events;
        this.tellAfter = tellAfter;
        this.clock = clock;
    }

    /** Tells of those that have lasted. Telling again changes nothing. */
    void tell(List<Outage> open) {
        Instant now = clock.instant();
        open.stream()
                .filter(outage -> outage.isAway() && !now.isBefore(outage.from().plus(tellAfter)))
                .filter(outage -> !isOld(outage, now))
                .flatMap(outage -> mailsOf(outage, now))
                .filter(mails::post)
                .forEach(mail -> events.mailQueued(mail.id()));
    }

    /** Keeps the end of an outage, and with it the mails that say so. */
    Outage tellEnd(Outage ended) {
        Instant now = clock.instant();
        return transactions.call(() -> {
            Outage kept = outages.update(ended.id(), found -> ended);
            devices.find(kept.deviceId()).ifPresent(device -> people(device)
                    .filter(person -> isOld(kept, now) || wasTold(person, device, kept))
                    .forEach(person -> mails.post(RentalMails.back(
                            person,
                            device,
                            kept.id(),
                            kept.from(),
                            kept.span(now).until(),
                            now))));
            return kept;
        });
    }

    private boolean isOld(Outage outage, Instant now) {
        return now.isAfter(outage.from().plus(tellAfter).plus(TELL_WITHIN));
    }

    private Stream<Mail> mailsOf(Outage outage, Instant now) {
        return devices.find(outage.deviceId()).stream()
                .flatMap(device -> people(device).map(person -> offline(person, device, outage, now)));
    }

    private Mail offline(Account person, Device device, Outage outage, Instant now) {
        Optional<Duration> longest = rentals.activeOf(device.id())
                .filter(rental -> !rental.renterId().equals(device.ownerId()))
                .flatMap(rental -> terms.undeliveredAfter());
        return RentalMails.offline(person, device, outage.id(), outage.from(), longest, now);
    }

    private boolean wasTold(Account person, Device device, Outage outage) {
        return mails.find(offline(person, device, outage, outage.from()).id()).isPresent();
    }

    /** The owner, and the renter by the address that came with the order; each at most once. */
    private Stream<Account> people(Device device) {
        Optional<Account> owner = accounts.find(device.ownerId())
                .filter(person -> person.mailAddress().isPresent());
        Optional<Account> renter = rentals.activeOf(device.id())
                .flatMap(rental -> orders.find(rental.orderId()))
                .flatMap(renters::renterOf);
        return Stream.of(owner, renter).flatMap(Optional::stream).distinct();
    }
}
