package org.p2pvps.api.market;

/** Where a listing is. */
public enum ListingState {
    LISTED,
    /** Its device was rented. */
    SOLD,
    /** Its device can't be rented at present. */
    WITHDRAWN;

    /** Whether a listing may go from this state to {@code next}. */
    public boolean allows(ListingState next) {
        return this == LISTED && next != LISTED;
    }
}
