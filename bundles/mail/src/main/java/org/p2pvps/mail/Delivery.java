package org.p2pvps.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailPreferenceStore;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due. A server that is away is asked ever more seldom, and mails wait for it however long it takes. A mail that
 * the server does not take now is tried ever more seldom, for some days; one that it refuses for good fails, and waits for an
 * admin.
 */
@Component(service = Delivery.class)
public final class Delivery {
    static final Backoff OF_SERVER = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));
    static final Backoff OF_MAIL = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 20;

    private final MailStore outbox;
    private final MailPreferenceStore preferences;
    private final SmtpSender sender;
    private final Clock clock;
    private int serverFailures;
    private volatile Instant serverRestsUntil = Instant.MIN;
    /** Mails that went while the database could not be told: it is told before anything else is sent. */
    private final Set<UUID> unrecorded = new HashSet<>();

    @Activate
    public Delivery(
            @Reference MailStore outbox, @Reference MailPreferenceStore preferences, @Reference SmtpSender sender) {
        this(outbox, preferences, sender, Clock.systemUTC());
    }

    Delivery(MailStore outbox, MailPreferenceStore preferences, SmtpSender sender, Clock clock) {
        this.outbox = outbox;
        this.preferences = preferences;
        this.sender = sender;
        this.clock = clock;
    }

    /** Goes on until nothing is due, or the server fails. */
    synchronized void deliverDue() {
        List.copyOf(unrecorded).forEach(this::recordSent);
        List<Mail> batch = wanted();
        while (!batch.isEmpty() && sender.isConfigured() && !clock.instant().isBefore(serverRestsUntil)) {
            deliver(batch);
            batch = wanted();
        }
    }

    /** An admin wants it tried now: the server too. */
    Mail retry(UUID mailId) {
        serverRestsUntil = Instant.MIN;
        return outbox.update(mailId, found -> found.retried(clock.instant()));
    }

    /** What is due and not muted by its recipient. */
    private List<Mail> wanted() {
        List<Mail> due = outbox.due(clock.instant(), BATCH);
        List<Mail> muted = due.stream().filter(this::isMuted).toList();
        muted.forEach(mail -> outbox.update(mail.id(), Mail::muted));
        return due.stream().filter(mail -> !muted.contains(mail)).toList();
    }

    private boolean isMuted(Mail mail) {
        return mail.kind().optional()
                && mail.accountId() != null
                && preferences.muted(mail.accountId()).contains(mail.kind());
    }

    private void deliver(List<Mail> batch) {
        Mail current = batch.get(0);
        try (SmtpSession session = sender.open()) {
            for (Mail mail : batch) {
                current = mail;
                send(session, mail);
                serverFailures = 0;
            }
        } catch (SmtpFailure e) {
            serverFailed(current, e);
        }
    }

    /** @throws SmtpFailure if it is the server's fault: the others need not be tried */
    private void send(SmtpSession session, Mail mail) throws SmtpFailure {
        try {
            session.send(mail);
            unrecorded.add(mail.id());
            recordSent(mail.id());
        } catch (SmtpFailure e) {
            switch (e.blame()) {
                case MAIL_FOR_GOOD -> fail(mail, e);
                case MAIL_FOR_NOW -> delayOrFail(mail, e);
                case SERVER -> throw e;
            }
        }
    }

    private void recordSent(UUID mailId) {
        outbox.update(mailId, found -> found.state() == MailState.WAITING ? found.sent(clock.instant()) : found);
        unrecorded.remove(mailId);
    }

    private void fail(Mail mail, SmtpFailure failure) {
        outbox.update(mail.id(), found -> found.failed(failure.getMessage()));
        LOG.warn("Mail {} can't be delivered: {}", mail.id(), failure.getMessage());
    }

    private void delayOrFail(Mail mail, SmtpFailure failure) {
        Instant now = clock.instant();
        if (now.isAfter(mail.createdAt().plus(Duration.ofDays(sender.giveUpAfterDays())))) {
            fail(mail, failure);
        } else {
            outbox.update(
                    mail.id(), found -> found.delayed(failure.getMessage(), now.plus(OF_MAIL.after(found.attempts()))));
        }
    }

    /**
     * The mail at which it happened steps back, in case the server fails because of it: after the server's pause, which is
     * shorter, others go first. Its own pause is bounded by the server's longest, since most likely it is not to blame.
     */
    private void serverFailed(Mail mail, SmtpFailure failure) {
        Instant now = clock.instant();
        serverRestsUntil = now.plus(OF_SERVER.after(serverFailures));
        Instant retryAt = now.plus(OF_SERVER.after(Math.max(serverFailures, mail.attempts())))
                .plus(OF_SERVER.first());
        serverFailures++;
        outbox.update(
                mail.id(),
                found -> found.state() == MailState.WAITING ? found.delayed(failure.getMessage(), retryAt) : found);
        LOG.warn("The mail server fails; next attempt at {}: {}", serverRestsUntil, failure.getMessage());
    }
}
