package org.p2pvps.openbazaar.daemon;

/** The daemon's states of an order. */
public enum SaleState {
    /** Placed while the store was away, and paid: waits to be accepted or declined. */
    PENDING,
    AWAITING_PAYMENT,
    AWAITING_PICKUP,
    AWAITING_FULFILLMENT,
    PARTIALLY_FULFILLED,
    FULFILLED,
    COMPLETED,
    CANCELED,
    DECLINED,
    REFUNDED,
    DISPUTED,
    /** A moderator ruled. It stays so for the side that takes its money; the other's becomes RESOLVED. */
    DECIDED,
    RESOLVED,
    PAYMENT_FINALIZED,
    PROCESSING_ERROR,
    /** One that this version does not know. */
    UNKNOWN;

    static SaleState of(String text) {
        for (SaleState state : values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** Whether nothing is expected to happen to it any more. */
    public boolean isOver() {
        return switch (this) {
            case COMPLETED, CANCELED, DECLINED, REFUNDED, RESOLVED, PAYMENT_FINALIZED -> true;
            case PENDING,
                    AWAITING_PAYMENT,
                    AWAITING_PICKUP,
                    AWAITING_FULFILLMENT,
                    PARTIALLY_FULFILLED,
                    FULFILLED,
                    DISPUTED,
                    DECIDED,
                    PROCESSING_ERROR,
                    UNKNOWN -> false;
        };
    }
}
