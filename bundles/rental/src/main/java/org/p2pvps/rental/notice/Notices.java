package org.p2pvps.rental.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Topics;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.rental.RentalMails;
import org.p2pvps.rental.RenterMails;

/** Gives notice before the end of rentals. That a notice was given is known from its mail in the outbox. */
@Component(service = Notices.class, configurationPid = NoticeConfig.PID)
@Designate(ocd = NoticeConfig.class)
public final class Notices {
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final OrderStore orders;
    private final RenterMails renters;
    private final MailStore mails;
    private final EventAdmin events;
    private final Leads leads;
    private final Clock clock;

    @Activate
    public Notices(
            @Reference RentalStore rentals,
            @Reference DeviceStore devices,
            @Reference OrderStore orders,
            @Reference RenterMails renters,
            @Reference MailStore mails,
            @Reference EventAdmin events,
            NoticeConfig config) {
        this(rentals, devices, orders, renters, mails, events, Leads.of(config.minutesBefore()), Clock.systemUTC());
    }

    Notices(
            RentalStore rentals,
            DeviceStore devices,
            OrderStore orders,
            RenterMails renters,
            MailStore mails,
            EventAdmin events,
            Leads leads,
            Clock clock) {
        this.rentals = rentals;
        this.devices = devices;
        this.orders = orders;
        this.renters = renters;
        this.mails = mails;
        this.events = events;
        this.leads = leads;
        this.clock = clock;
    }

    /** Gives what is due. Giving it again changes nothing. */
    void give() {
        Instant now = clock.instant();
        rentals.due(now.plus(leads.longest())).stream()
                .filter(rental -> rental.endsAt().isAfter(now))
                .flatMap(rental -> notice(rental, now).stream())
                .filter(mails::post)
                .forEach(mail -> events.postEvent(new Event(
                        Topics.MAIL_QUEUED, Map.of(Topics.ID, mail.id().toString()))));
    }

    private Optional<Mail> notice(Rental rental, Instant now) {
        return leads.due(rental.startedAt(), rental.endsAt(), now)
                .flatMap(lead -> devices.find(rental.deviceId()).flatMap(device -> renterOf(rental)
                        .map(renter -> RentalMails.notice(
                                renter, device, rental, lead, Duration.between(now, rental.endsAt()), now))));
    }

    /** By the address that came with the order: buyers of other markets have none of their own here. */
    private Optional<Account> renterOf(Rental rental) {
        return orders.find(rental.orderId()).flatMap(renters::renterOf);
    }
}
