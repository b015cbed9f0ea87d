package org.p2pvps.rental;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;

/** What renters and owners are told of their rentals by e-mail. */
public final class RentalMails {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RentalMails() {}

    static Mail started(Account renter, Device device, Rental rental, Access access, Instant now) {
        return Mail.about(
                MailKind.CREDENTIALS,
                event(rental, "started"),
                renter,
                "Your server is ready: " + device.name(),
                """
                Your rental of "%s" has begun. It runs until %s.

                Log in:    %s
                Password:  %s
                Web site:  %s

                The web site is whatever listens on port 80 of the server. If your network blocks the port above and your account has an SSH key, log in like this:

                Log in:  %s

                You may use sudo. At the end of the rental everything on the server is destroyed: save what you need.
                """
                        .formatted(
                                device.name(),
                                TIME.format(rental.endsAt()),
                                access.sshCommand(),
                                access.password(),
                                access.webAddress(),
                                access.jumpCommand()),
                now);
    }

    static Mail rented(Account owner, Device device, Rental rental, Instant now) {
        return Mail.about(
                MailKind.RENTED,
                event(rental, "started"),
                owner,
                "Your device was rented: " + device.name(),
                """
                "%s" has a renter until %s.

                Please leave it switched on and connected: what is not delivered is paid back to the renter.
                """
                        .formatted(device.name(), TIME.format(rental.endsAt())),
                now);
    }

    /**
     * @param lead which of the notices it is: how long before the end it is given
     * @param left until the end, in fact
     */
    public static Mail notice(Account renter, Device device, Rental rental, Duration lead, Duration left, Instant now) {
        return Mail.about(
                MailKind.NOTICE,
                event(rental, "notice/" + rental.endsAt() + "/" + lead),
                renter,
                "Your rental ends in " + inWords(left) + ": " + device.name(),
                """
                Your rental of "%s" ends on %s, in %s.

                Everything on the server is destroyed then: save what you need, or extend the rental before, where you ordered it.
                """
                        .formatted(device.name(), TIME.format(rental.endsAt()), inWords(left)),
                now);
    }

    /** @param order what is to be paid for the renewal */
    static Mail renewal(Account renter, Device device, Rental rental, Order order, Instant now) {
        return Mail.about(
                MailKind.RENEWAL,
                "order/" + order.id() + "/renewal",
                renter,
                "To renew your rental: " + device.name(),
                """
                Your rental of "%s" ends on %s. You wanted it renewed by %s. Please pay in time, as you did before, and name the reference:

                Amount:     %s
                Reference:  %s
                Pay by:     %s

                Once the payment is confirmed the rental goes on. If it is not, the rental ends, and everything on the server is destroyed.
                """
                        .formatted(
                                device.name(),
                                TIME.format(rental.endsAt()),
                                order.hours() == 1 ? "1 hour" : order.hours() + " hours",
                                Amounts.inWords(order.total()),
                                order.reference(),
                                TIME.format(order.payBy())),
                now);
    }

    static Mail extended(Account to, Device device, Rental rental, Instant now) {
        return Mail.about(
                MailKind.EXTENDED,
                event(rental, "extended/" + rental.endsAt()),
                to,
                "Rental extended: " + device.name(),
                """
                The rental of "%s" was extended. It runs until %s now.
                """
                        .formatted(device.name(), TIME.format(rental.endsAt())),
                now);
    }

    /** @param rental one that has ended */
    static Mail ended(Account to, Device device, Rental rental, Instant now) {
        boolean isOwner = to.id().equals(device.ownerId()) && !to.id().equals(rental.renterId());
        return Mail.about(
                MailKind.ENDED,
                event(rental, "ended"),
                to,
                (isOwner ? "The rental has ended: " : "Your rental has ended: ") + device.name(),
                (isOwner
                                ? """
                                The rental of "%s" ended on %s.

                                %s

                                The device destroys what the renter left on it, and is offered again.%s
                                """
                                : """
                                Your rental of "%s" ended on %s.

                                %s

                                The server and everything on it is being destroyed. Its login no longer works.%s
                                """)
                        .formatted(
                                device.name(),
                                TIME.format(now),
                                rental.endReason().text(),
                                isOwner ? ownersShare(rental) : rentersShare(rental)),
                now);
    }

    private static String rentersShare(Rental rental) {
        return switch (rental.endReason()) {
            case TERM, RENTER -> "";
            case OWNER, ADMIN -> " The hours that were left are paid back to you.";
            case UNDELIVERED -> " The hours that were left, and those in which it was away, are paid back to you.";
        };
    }

    private static String ownersShare(Rental rental) {
        return switch (rental.endReason()) {
            case TERM, RENTER, OWNER, ADMIN -> "";
            case UNDELIVERED ->
                " That happens as soon as it is back. What it did not deliver is paid back to the renter.";
        };
    }

    /**
     * @param since its last sign of life
     * @param longest how long it may stay away until its rental ends by itself; empty if none does
     */
    public static Mail offline(
            Account to, Device device, UUID outageId, Instant since, Optional<Duration> longest, Instant now) {
        return Mail.about(
                MailKind.DEVICE_OFFLINE,
                "outage/" + outageId,
                to,
                "Device offline: " + device.name(),
                """
                "%s" has not answered since %s.

                %s
                """
                                .formatted(
                                        device.name(),
                                        TIME.format(since),
                                        to.id().equals(device.ownerId())
                                                ? "Please look whether it has power and a connection to the Internet."
                                                        + " While it is away it earns nothing."
                                                : "Its owner has been told. What is not delivered to you is paid back.")
                        + longest.map(RentalMails::warning).orElse(""),
                now);
    }

    private static String warning(Duration longest) {
        return """

                If it stays away for %s, the rental ends by itself, and everything on the device is destroyed.
                """
                .formatted(inWords(longest));
    }

    /** @param since its last sign of life before it went away */
    public static Mail back(Account to, Device device, UUID outageId, Instant since, Instant until, Instant now) {
        return Mail.about(
                MailKind.DEVICE_BACK,
                "outage/" + outageId,
                to,
                "Device back: " + device.name(),
                """
                "%s" answers again. It was away from %s to %s.
                """
                        .formatted(device.name(), TIME.format(since), TIME.format(until)),
                now);
    }

    private static String event(Rental rental, String what) {
        return "rental/" + rental.id() + "/" + what;
    }

    private static String inWords(Duration left) {
        long minutes = Math.max(1, left.plusSeconds(30).toMinutes());
        long hours = Math.round(minutes / 60.0);
        return minutes < 100 ? minutes + (minutes == 1 ? " minute" : " minutes") : hours + " hours";
    }
}
