package org.p2pvps.api.rental;

/** Where a rental is. */
public enum RentalState {
    ACTIVE,
    ENDED;

    /** Whether a rental may go from this state to {@code next}. */
    public boolean allows(RentalState next) {
        return this == ACTIVE && next == ENDED;
    }
}
