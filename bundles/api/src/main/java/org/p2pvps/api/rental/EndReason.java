package org.p2pvps.api.rental;

/** Why a rental ended, which decides what is charged. */
public enum EndReason {
    /** Its time was up. */
    TERM,
    /** The renter gave it up. The server's policy decides about the hours that were left. */
    RENTER,
    /** The device's owner took it back: the hours that were left are refunded. */
    OWNER,
    /** An admin ended it: the hours that were left are refunded. */
    ADMIN,
    /** The device stayed offline for too long: the hours that were left are refunded. Nothing ends a rental so by itself yet. */
    UNDELIVERED
}
