package org.p2pvps.api.rental;

/** Where a refund is. */
public enum RefundState {
    /** The market is to send it. */
    DUE,
    /** The market can't: an admin or the owner is to send it by hand, and to say so. */
    NEEDS_ADMIN,
    PAID,
    /** Replaced by what really happened on the market. */
    VOID;

    /** Whether the renter still waits for it. */
    public boolean isOpen() {
        return this == DUE || this == NEEDS_ADMIN;
    }

    /** Whether a refund may go from this state to {@code next}. */
    public boolean allows(RefundState next) {
        return switch (this) {
            case DUE -> next != DUE;
            case NEEDS_ADMIN -> next == PAID || next == VOID;
            case PAID, VOID -> false;
        };
    }
}
