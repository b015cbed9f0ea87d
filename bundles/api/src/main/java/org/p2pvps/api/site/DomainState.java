package org.p2pvps.api.site;

/** Where a renter's own domain is. */
public enum DomainState {
    /** Named, but not proved. */
    PENDING,
    /** Proved to be the renter's, and served. */
    VERIFIED,
    /** Given up, or its rental ended. */
    REMOVED;

    /** Whether a domain may go from this state to {@code next}. */
    public boolean allows(DomainState next) {
        return switch (this) {
            case PENDING -> next == VERIFIED || next == REMOVED;
            case VERIFIED -> next == REMOVED;
            case REMOVED -> false;
        };
    }
}
