package org.p2pvps.api.account;

import java.time.Instant;
import java.util.UUID;

/**
 * A session or an API token.
 *
 * @param name what its holder called it; {@code session} for a session
 * @param hash SHA-256 of the secret, hexadecimal; the secret has 256 random bits, so a slow hash would add nothing
 * @param expiresAt when it ends
 */
public record AccessToken(
        UUID id, UUID accountId, Kind kind, String name, String hash, Instant createdAt, Instant expiresAt) {
    /** How the token came to be. */
    public enum Kind {
        SESSION,
        API
    }
}
