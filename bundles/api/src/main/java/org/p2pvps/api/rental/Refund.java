package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * Money that goes back to a renter.
 *
 * @param reference what names it on the market; empty until it was paid
 * @param note what the market or an admin says about it; may be empty
 * @param paidAt null until then
 */
public record Refund(
        UUID id,
        UUID orderId,
        Money amount,
        RefundReason reason,
        RefundState state,
        String reference,
        String note,
        Instant createdAt,
        Instant paidAt) {

    /** One that the market is to be asked for. */
    public static Refund due(UUID orderId, Money amount, RefundReason reason, Instant now) {
        return new Refund(UUID.randomUUID(), orderId, amount, reason, RefundState.DUE, "", "", now, null);
    }

    /** Somebody has to pay it by hand. */
    public Refund forAdmin(String newNote) {
        return with(RefundState.NEEDS_ADMIN, reference, newNote, null);
    }

    /** The money went back. */
    public Refund paid(String newReference, Instant now) {
        return with(RefundState.PAID, newReference, note, now);
    }

    /** Another refund, or none, takes its place. */
    public Refund voided() {
        return with(RefundState.VOID, reference, note, null);
    }

    private Refund with(RefundState next, String newReference, String newNote, Instant newPaidAt) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "A refund that is " + state + " can't become " + next + ".");
        }
        return new Refund(id, orderId, amount, reason, next, newReference, newNote, createdAt, newPaidAt);
    }
}
