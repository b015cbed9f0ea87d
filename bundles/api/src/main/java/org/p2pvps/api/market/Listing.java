package org.p2pvps.api.market;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * A device on a market.
 *
 * @param market the market's name
 * @param generation the device's generation that is listed
 * @param reference the market's own name for it, such as a slug
 */
public record Listing(
        UUID id,
        UUID deviceId,
        int generation,
        String market,
        String reference,
        ListingState state,
        Instant createdAt,
        Instant endedAt) {

    /** The one way from state to state. */
    public Listing to(ListingState next, Instant now) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A listing that is " + state + " can't become " + next + ".");
        }
        return new Listing(id, deviceId, generation, market, reference, next, createdAt, now);
    }
}
