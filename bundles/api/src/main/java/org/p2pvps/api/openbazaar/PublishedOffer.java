package org.p2pvps.api.openbazaar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A listing that was put up at the daemon.
 *
 * @param id computed from the slug
 * @param digest of what was put up, so that nothing is put up again that is the same: each time voids the orders of buyers who are
 *     just about to pay
 * @param expiresAt when the daemon stops selling it
 */
public record PublishedOffer(UUID id, String slug, String digest, Instant expiresAt, Instant publishedAt) {

    /** The id under which a slug is kept. */
    public static UUID idOf(String slug) {
        return UUID.nameUUIDFromBytes(("openbazaar-offer/" + slug).getBytes(StandardCharsets.UTF_8));
    }
}
