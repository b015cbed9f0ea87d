package org.p2pvps.rental;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;

/** What renters are told by e-mail. */
final class RentalMails {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RentalMails() {}

    static Mail started(String recipient, Device device, Rental rental, Access access, Instant now) {
        return Mail.queued(
                recipient,
                "Your server is ready: " + device.name(),
                """
                Your rental of "%s" has begun. It runs until %s.

                Log in:        %s
                Password:      %s
                Or, if your network blocks that port and your account has an SSH key:
                               %s
                Your web site: %s
                               (whatever listens on port 80 of the server)

                You may use sudo. At the end of the rental everything on the server is destroyed: save what you need.
                """
                        .formatted(
                                device.name(),
                                TIME.format(rental.endsAt()),
                                access.sshCommand(),
                                access.password(),
                                access.jumpCommand(),
                                access.webAddress()),
                now);
    }

    static Mail ended(String recipient, Device device, Instant now) {
        return Mail.queued(
                recipient,
                "Your rental has ended: " + device.name(),
                """
                Your rental of "%s" ended on %s.
                The server and everything on it is being destroyed. Its login no longer works.
                """
                        .formatted(device.name(), TIME.format(now)),
                now);
    }

    static Mail refundDue(String recipient, Device device, Order order, Instant now) {
        return Mail.queued(
                recipient,
                "Your payment will be returned: " + order.reference(),
                """
                Your payment for "%s" (reference %s) arrived when the server could no longer be rented.
                The whole amount will be returned to you.
                """
                        .formatted(device.name(), order.reference()),
                now);
    }
}
