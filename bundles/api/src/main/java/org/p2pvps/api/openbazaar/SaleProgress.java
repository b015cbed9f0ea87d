package org.p2pvps.api.openbazaar;

/** How far we are with an order of the store. */
public enum SaleProgress {
    /** Ordered; nothing was paid that counts. */
    OPEN,
    /** Paid, but not yet often enough confirmed: the device is off the store meanwhile. */
    RESERVED,
    /** Paid for good and reported; or on its way back. */
    REPORTED,
    /** A moderator is asked. */
    DISPUTED,
    /** Nothing more will happen to it. */
    CLOSED,
    /** Not understood, so not acted on; its fault says why. */
    UNUSABLE
}
