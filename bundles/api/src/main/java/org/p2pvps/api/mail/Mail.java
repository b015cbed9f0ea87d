package org.p2pvps.api.mail;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Secret;

/**
 * An e-mail in the outbox.
 *
 * @param recipient one address
 * @param text the plain text; null once the mail was sent
 * @param attempts how often sending was tried
 * @param lastError why the last attempt failed; empty if none did
 * @param nextAttemptAt not tried before
 * @param sentAt null while it waits
 */
public record Mail(
        UUID id,
        String recipient,
        String subject,
        Secret text,
        int attempts,
        String lastError,
        Instant createdAt,
        Instant nextAttemptAt,
        Instant sentAt) {

    /** A new mail, to be sent at once. */
    public static Mail queued(String recipient, String subject, String text, Instant now) {
        return new Mail(UUID.randomUUID(), recipient, subject, new Secret(text), 0, "", now, now, null);
    }

    /** After it was handed to the mail server; its text is forgotten. */
    public Mail sent(Instant now) {
        return new Mail(id, recipient, subject, null, attempts + 1, "", createdAt, nextAttemptAt, now);
    }

    /** After an attempt that failed. */
    public Mail failed(String error, Instant retryAt) {
        return new Mail(id, recipient, subject, text, attempts + 1, error, createdAt, retryAt, null);
    }
}
