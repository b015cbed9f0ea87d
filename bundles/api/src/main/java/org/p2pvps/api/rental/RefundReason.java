package org.p2pvps.api.rental;

/** Why money goes back to a renter. */
public enum RefundReason {
    /** Another order for the device was paid first. */
    SOLD("The device was rented to somebody whose payment came first."),
    /** The device can't be rented any more: offline, taken back or retired. */
    GONE("The device could no longer be rented."),
    /** The order was for fewer or more hours than the device can be rented for. */
    TERM("The device can't be rented for this number of hours."),
    /** The order had expired or was cancelled when the payment came, or before the rest of it did. */
    LATE("The order was no longer open."),
    /** More was paid than was owed. */
    OVERPAID("More was paid than the order asked for."),
    /** Hours that were paid and not delivered, or not used. */
    UNUSED("The rest of the hours was not delivered or not used."),
    /** A market's moderator decided so. */
    RULING("The market's moderator decided so.");

    private final String text;

    RefundReason(String text) {
        this.text = text;
    }

    /** One sentence for the renter. */
    public String text() {
        return text;
    }
}
