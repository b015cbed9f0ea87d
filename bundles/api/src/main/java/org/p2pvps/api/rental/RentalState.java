package org.p2pvps.api.rental;

/** Where a rental is. */
public enum RentalState {
    ACTIVE,
    /** Access is cut and the device resets; its money is not divided yet. */
    ENDED,
    /** Over, and everything that was paid is divided. */
    SETTLED;

    /** Whether a rental may go from this state to {@code next}. */
    public boolean allows(RentalState next) {
        return switch (this) {
            case ACTIVE -> next == ENDED;
            case ENDED -> next == SETTLED;
            case SETTLED -> false;
        };
    }
}
