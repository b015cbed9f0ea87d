package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * The contract: a renter has a device from one instant to another.
 *
 * @param orderId the order it came from; one order makes at most one rental
 * @param leaseId the lease that gives the renter access
 * @param endsAt the end that was agreed
 * @param endedAt when it really ended; null while it runs
 */
public record Rental(
        UUID id,
        UUID orderId,
        UUID deviceId,
        UUID leaseId,
        UUID renterId,
        int generation,
        RentalState state,
        Instant startedAt,
        Instant endsAt,
        Instant endedAt) {

    /** The one way to end it. */
    public Rental ended(Instant now) {
        if (!state.allows(RentalState.ENDED)) {
            throw new ProblemException(ErrorCode.TRANSITION_FORBIDDEN, "The rental has ended already.");
        }
        return new Rental(
                id, orderId, deviceId, leaseId, renterId, generation, RentalState.ENDED, startedAt, endsAt, now);
    }
}
