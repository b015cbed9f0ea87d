package org.p2pvps.rental.ledger;

/** What a renter pays who ends a rental before its time. */
public enum EarlyEnd {
    /** Everything: nothing goes back. */
    NONE,
    /** Every hour that was begun. */
    STARTED_HOURS,
    /** Every second that was used. */
    PRO_RATA
}
