package org.p2pvps.api.ledger;

/** Why money moved. */
public enum EntryKind {
    /** A payment arrived. */
    PAYMENT,
    /** Money is to go back to a renter. */
    REFUND_DUE,
    /** It is not, after all. */
    REFUND_VOID,
    /** It went back. */
    REFUND_PAID,
    /** An order's price was divided. */
    SETTLEMENT,
    /** A moderator divided it otherwise. */
    RULING,
    /** An owner was paid. */
    PAYOUT
}
