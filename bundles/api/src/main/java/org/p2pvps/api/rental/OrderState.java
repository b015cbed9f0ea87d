package org.p2pvps.api.rental;

import java.util.Set;

/** Where an order is. */
public enum OrderState {
    AWAITING_PAYMENT,
    /** Paid, and now a rental. */
    FULFILLED,
    /** Paid, but the device was gone: the whole amount goes back. */
    REFUND_DUE,
    REFUNDED,
    /** Given up by the renter before paying. */
    CANCELLED,
    /** Not paid in time. */
    EXPIRED;

    /** Whether an order may go from this state to {@code next}. */
    public boolean allows(OrderState next) {
        return switch (this) {
            case AWAITING_PAYMENT ->
                Set.of(FULFILLED, REFUND_DUE, CANCELLED, EXPIRED).contains(next);
            case EXPIRED, CANCELLED -> next == REFUND_DUE;
            case REFUND_DUE -> next == REFUNDED;
            case FULFILLED, REFUNDED -> false;
        };
    }
}
