package org.p2pvps.api.mail;

/** What a mail is about. People may turn off every kind that is {@link #optional}. */
public enum MailKind {
    /** To the owner: a rental of the device began. */
    RENTED,
    /** To the renter: how to log in. Never turned off: whoever paid must get in. */
    CREDENTIALS,
    /** To the renter: the rental will end soon. */
    NOTICE,
    /** To the renter: what to pay for a rental that is to be renewed. */
    RENEWAL,
    /** The end of a rental moved. */
    EXTENDED,
    /** A rental ended. */
    ENDED,
    /** A device that is rented or listed does not answer. */
    DEVICE_OFFLINE,
    /** It answers again. */
    DEVICE_BACK,
    /** Money goes back to the renter. */
    REFUNDED,
    /** Money went to the owner. */
    PAYOUT,
    /** An admin has to do something. */
    TASK;

    /** Whether its recipient may turn it off. */
    public boolean optional() {
        return this != CREDENTIALS;
    }
}
