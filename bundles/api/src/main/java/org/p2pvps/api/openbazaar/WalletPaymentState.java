package org.p2pvps.api.openbazaar;

/** How far a payment is. */
public enum WalletPaymentState {
    /** About to be made; after a crash nobody knows whether it was. */
    INTENDED,
    /** The daemon said it is made. */
    SENT,
    /** The daemon gave no proper answer and its wallet does not show it: an admin has to look. Never tried again. */
    UNCERTAIN
}
