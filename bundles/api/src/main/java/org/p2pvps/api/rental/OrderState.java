package org.p2pvps.api.rental;

import java.util.Set;

/** Where an order is. */
public enum OrderState {
    /** Nothing was paid yet, or not all of it. */
    AWAITING_PAYMENT,
    /** Paid: its hours are part of a rental. */
    FULFILLED,
    /** Its hours are over, and its price is divided between owner, server and renter. */
    SETTLED,
    /** Paid, but not to be fulfilled: everything goes back. */
    REFUND_DUE,
    REFUNDED,
    /** Given up before it was paid, or impossible from the start. */
    CANCELLED,
    /** Not paid in time. */
    EXPIRED;

    /** Whether an order may go from this state to {@code next}. */
    public boolean allows(OrderState next) {
        return switch (this) {
            case AWAITING_PAYMENT ->
                Set.of(FULFILLED, REFUND_DUE, CANCELLED, EXPIRED).contains(next);
            case FULFILLED -> next == SETTLED;
            case REFUND_DUE -> next == REFUNDED || next == SETTLED;
            // A payment may come late, and then goes back.
            case EXPIRED, CANCELLED, REFUNDED -> next == REFUND_DUE;
            case SETTLED -> false;
        };
    }
}
