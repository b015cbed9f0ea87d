package org.p2pvps.api.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.protocol.ErrorCode;

/**
 * An e-mail in the outbox.
 *
 * @param id computed from what it tells whom: one event makes one mail to each, however often it is come upon
 * @param accountId whose mail it is; null for somebody without an account, such as another market's buyer
 * @param recipient one address
 * @param text the plain text; null once the mail was sent or muted. Blocks stand apart by an empty line; a block whose
 *     lines all read {@code Label:  value}, with two spaces or more, is shown as a table
 * @param attempts how often sending was tried
 * @param lastError why the last attempt failed; empty if none did
 * @param nextAttemptAt not tried before
 * @param sentAt null unless it was sent
 */
public record Mail(
        UUID id,
        UUID accountId,
        MailKind kind,
        String recipient,
        String subject,
        Secret text,
        MailState state,
        int attempts,
        String lastError,
        Instant createdAt,
        Instant nextAttemptAt,
        Instant sentAt) {

    /**
     * A new mail to a person, to be sent at once.
     *
     * @param event what happened, as in {@code rental/ID/ended}: one event makes one mail of a kind to each recipient
     */
    public static Mail about(MailKind kind, String event, Account to, String subject, String text, Instant now) {
        return about(kind, event, to.id(), to.email(), subject, text, now);
    }

    /** As {@link #about(MailKind, String, Account, String, String, Instant)}, for an address without account (null). */
    public static Mail about(
            MailKind kind, String event, UUID accountId, String recipient, String subject, String text, Instant now) {
        String key = kind + "\n" + event + "\n" + recipient.toLowerCase(Locale.ROOT);
        return new Mail(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                accountId,
                kind,
                recipient,
                subject,
                new Secret(text),
                MailState.WAITING,
                0,
                "",
                now,
                now,
                null);
    }

    /** After it was handed to the mail server; its text is forgotten. */
    public Mail sent(Instant now) {
        return to(MailState.SENT, null, attempts + 1, "", now, now);
    }

    /** Not to be sent, because its recipient wants none of its kind; its text is forgotten. */
    public Mail muted() {
        return to(MailState.MUTED, null, attempts, lastError, nextAttemptAt, null);
    }

    /** After an attempt that failed, to be tried again. */
    public Mail delayed(String error, Instant retryAt) {
        return to(MailState.WAITING, text, attempts + 1, error, retryAt, null);
    }

    /** After an attempt that showed that it will never go. Its text is kept, so that an admin can have it tried again. */
    public Mail failed(String error) {
        return to(MailState.FAILED, text, attempts + 1, error, nextAttemptAt, null);
    }

    /** To be tried at once, as an admin wishes; one that waits is too. */
    public Mail retried(Instant now) {
        return to(MailState.WAITING, text, attempts, lastError, now, null);
    }

    private Mail to(MailState next, Secret nextText, int nextAttempts, String error, Instant due, Instant sent) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A mail that is " + state + " can't become " + next + ".");
        }
        return new Mail(
                id, accountId, kind, recipient, subject, nextText, next, nextAttempts, error, createdAt, due, sent);
    }
}
