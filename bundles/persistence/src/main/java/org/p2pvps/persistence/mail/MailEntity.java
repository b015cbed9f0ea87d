package org.p2pvps.persistence.mail;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;
import org.p2pvps.persistence.vault.Vault;

/** A mail as it is kept; its text may hold a password, and is sealed. */
@Entity
@Table(name = "mail")
public class MailEntity extends Row {
    private static final String TEXT = "mail/text";
    private static final int LONGEST_ERROR = 1000;

    @Id
    @Column(name = "mail_id")
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private MailKind kind;

    @Column(name = "recipient")
    private String recipient;

    @Column(name = "subject")
    private String subject;

    @Column(name = "sealed_text")
    private String sealedText;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private MailState state;

    @Column(name = "attempts")
    private int attempts;

    @Column(name = "last_error")
    private String lastError;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    @Column(name = "sent_at")
    private Instant sentAt;

    protected MailEntity() {}

    static MailEntity from(Mail record, Vault vault) {
        MailEntity entity = new MailEntity();
        entity.id = record.id();
        entity.accountId = record.accountId();
        entity.kind = record.kind();
        entity.recipient = record.recipient();
        entity.subject = record.subject();
        entity.sealedText = vault.seal(record.text(), TEXT, record.id());
        entity.state = record.state();
        entity.attempts = record.attempts();
        entity.lastError = Kept.remark(record.lastError(), LONGEST_ERROR);
        entity.createdAt = Kept.instant(record.createdAt());
        entity.nextAttemptAt = Kept.instant(record.nextAttemptAt());
        entity.sentAt = Kept.instant(record.sentAt());
        return entity;
    }

    Mail toRecord(Vault vault) {
        return new Mail(
                id,
                accountId,
                kind,
                recipient,
                subject,
                vault.unseal(sealedText, TEXT, id),
                state,
                attempts,
                lastError,
                createdAt,
                nextAttemptAt,
                sentAt);
    }
}
