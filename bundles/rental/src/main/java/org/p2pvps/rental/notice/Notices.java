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
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.rental.RentalMails;

/** Gives notice before the end of rentals. That a notice was given is known from its mail in the outbox. */
@Component(service = Notices.class, configurationPid = NoticeConfig.PID)
@Designate(ocd = NoticeConfig.class)
public final class Notices {
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final AccountStore accounts;
    private final MailStore mails;
    private final EventAdmin events;
    private final Leads leads;
    private final Clock clock;

    @Activate
    public Notices(
            @Reference RentalStore rentals,
            @Reference DeviceStore devices,
            @Reference AccountStore accounts,
            @Reference MailStore mails,
            @Reference EventAdmin events,
            NoticeConfig config) {
        this(rentals, devices, accounts, mails, events, Leads.of(config.minutesBefore()), Clock.systemUTC());
    }

    Notices(
            RentalStore rentals,
            DeviceStore devices,
            AccountStore accounts,
            MailStore mails,
            EventAdmin events,
            Leads leads,
            Clock clock) {
        this.rentals = rentals;
        this.devices = devices;
        this.accounts = accounts;
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
                .flatMap(lead -> devices.find(rental.deviceId()).flatMap(device -> accounts.find(rental.renterId())
                        .filter(renter -> renter.mailAddress().isPresent())
                        .map(renter -> RentalMails.notice(
                                renter, device, rental, lead, Duration.between(now, rental.endsAt()), now))));
    }
}
