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
 * @param endedAt when it really ended, never before it started; null while it runs
 * @param endReason null while it runs
 * @param renewalHours by how many hours it is to be renewed again and again; 0: not at all
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
        Instant endedAt,
        EndReason endReason,
        int renewalHours) {

    /** The one way to end it. */
    public Rental ended(Instant now, EndReason reason) {
        require(RentalState.ENDED);
        Instant end = now.isBefore(startedAt) ? startedAt : now;
        return with(RentalState.ENDED, endsAt, end, reason, 0);
    }

    /** Everything that was paid for it is divided. */
    public Rental settled() {
        require(RentalState.SETTLED);
        return with(RentalState.SETTLED, endsAt, endedAt, endReason, renewalHours);
    }

    /** With a later end. */
    public Rental extended(Instant newEnd) {
        requireRunning();
        return with(state, newEnd, endedAt, endReason, renewalHours);
    }

    /** To be renewed by some hours whenever its end comes near; 0: no longer. */
    public Rental renewed(int hours) {
        requireRunning();
        return with(state, endsAt, endedAt, endReason, hours);
    }

    private void requireRunning() {
        if (state != RentalState.ACTIVE) {
            throw new ProblemException(ErrorCode.TRANSITION_FORBIDDEN, "A rental that has ended can't be extended.");
        }
    }

    private void require(RentalState next) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A rental that is " + state + " can't become " + next + ".");
        }
    }

    private Rental with(
            RentalState newState, Instant newEndsAt, Instant newEndedAt, EndReason newReason, int newRenewalHours) {
        return new Rental(
                id,
                orderId,
                deviceId,
                leaseId,
                renterId,
                generation,
                newState,
                startedAt,
                newEndsAt,
                newEndedAt,
                newReason,
                newRenewalHours);
    }
}
