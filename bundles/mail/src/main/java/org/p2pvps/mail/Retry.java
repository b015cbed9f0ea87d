package org.p2pvps.mail;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Topics;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;

/** Has mails tried again at an admin's wish. */
@Component(service = Retry.class)
public final class Retry {
    private final MailStore outbox;
    private final Delivery delivery;
    private final EventAdmin events;

    @Activate
    public Retry(@Reference MailStore outbox, @Reference Delivery delivery, @Reference EventAdmin events) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.events = events;
    }

    /** @throws org.p2pvps.api.ProblemException if there is no such mail, or it was sent or muted */
    public Mail retry(UUID mailId) {
        Mail mail = delivery.retry(mailId);
        events.postEvent(new Event(Topics.MAIL_QUEUED, Map.of(Topics.ID, mailId.toString())));
        return mail;
    }

    /** Every mail that failed. */
    public List<Mail> retryFailed() {
        return outbox.byState(MailState.FAILED).stream()
                .map(mail -> retry(mail.id()))
                .toList();
    }
}
