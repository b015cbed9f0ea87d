package org.p2pvps.api.rental;

/** Why a rental ended, which decides what is charged. */
public enum EndReason {
    /** Its time was up. */
    TERM("Its time was up."),
    /** The renter gave it up. The server's policy decides about the hours that were left. */
    RENTER("Its renter ended it before its time."),
    /** The device's owner took it back: the hours that were left are refunded. */
    OWNER("The device's owner ended it before its time."),
    /** An admin ended it: the hours that were left are refunded. */
    ADMIN("An admin of this server ended it before its time."),
    /** The device stayed away for too long: the hours that were left, and those in which it was away, are refunded. */
    UNDELIVERED("The device stayed away for too long, so it ended by itself.");

    private final String text;

    EndReason(String text) {
        this.text = text;
    }

    /** One sentence for renter and owner. */
    public String text() {
        return text;
    }
}
