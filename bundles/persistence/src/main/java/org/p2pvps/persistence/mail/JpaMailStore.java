package org.p2pvps.persistence.mail;

import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;
import org.p2pvps.persistence.vault.Vault;

/** Keeps the outbox. */
@Component(service = MailStore.class)
public final class JpaMailStore extends JpaStore<Mail, MailEntity> implements MailStore {
    @Activate
    public JpaMailStore(@Reference JpaTransactions transactions, @Reference Vault vault) {
        super(
                transactions,
                MailEntity.class,
                record -> MailEntity.from(record, vault),
                entity -> entity.toRecord(vault),
                "createdAt");
    }

    @Override
    public List<Mail> due(Instant now, int limit) {
        return first(limit, "e.state = ?1 and e.nextAttemptAt <= ?2", MailState.WAITING, now);
    }

    @Override
    public List<Mail> byState(MailState state) {
        return list("e.state = ?1", state);
    }

    @Override
    public void forgetDone(Instant instant) {
        delete(
                "(e.state = ?1 and e.sentAt < ?3) or (e.state = ?2 and e.createdAt < ?3)",
                MailState.SENT,
                MailState.MUTED,
                instant);
    }

    @Override
    public boolean post(Mail mail) {
        return call(entityManager -> {
            boolean isNew = entityManager.find(MailEntity.class, mail.id()) == null;
            if (isNew) {
                insert(mail);
            }
            return isNew;
        });
    }
}
