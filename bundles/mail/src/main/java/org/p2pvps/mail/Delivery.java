package org.p2pvps.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.mail.MessagingException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due. What fails stays in the outbox and is tried again, ever more seldom, until it goes. */
@Component(service = Delivery.class)
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 20;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 300;

    private final MailStore outbox;
    private final SmtpSender sender;
    private final Clock clock;

    @Activate
    public Delivery(@Reference MailStore outbox, @Reference SmtpSender sender) {
        this(outbox, sender, Clock.systemUTC());
    }

    Delivery(MailStore outbox, SmtpSender sender, Clock clock) {
        this.outbox = outbox;
        this.sender = sender;
        this.clock = clock;
    }

    void deliverDue() {
        if (sender.isConfigured()) {
            outbox.due(clock.instant(), BATCH).forEach(this::deliver);
        }
    }

    private void deliver(Mail mail) {
        try {
            sender.send(mail);
            outbox.update(mail.id(), found -> found.sent(clock.instant()));
        } catch (MessagingException e) {
            Instant retryAt = clock.instant().plus(pauseAfter(mail.attempts()));
            outbox.update(mail.id(), found -> found.failed(shortened(e), retryAt));
            LOG.warn("Mail {} could not be sent, next attempt at {}: {}", mail.id(), retryAt, shortened(e));
        }
    }

    static Duration pauseAfter(int failures) {
        Duration pause = FIRST_RETRY;
        for (int i = 0; i < failures && pause.compareTo(LONGEST_RETRY) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY;
    }

    private static String shortened(MessagingException failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }
}
