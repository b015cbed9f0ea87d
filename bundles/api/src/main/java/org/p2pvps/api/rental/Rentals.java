package org.p2pvps.api.rental;

import java.util.UUID;

/** What markets and consoles may ask of orders and rentals. */
public interface Rentals {
    /**
     * An order on a market. For a device for own use, by its owner, it is free and starts at once.
     *
     * @param hours the term, 1 to 8784
     * @throws org.p2pvps.api.ProblemException if the device can't be rented now, or the term is impossible
     */
    Order order(String market, UUID deviceId, UUID renterId, int hours, String sshKeys);

    /**
     * The payment of an order arrived in full. The first paid order for a device becomes the rental; another is due a refund.
     * Idempotent.
     */
    Order paid(UUID orderId);

    /** The refund of an order that was due one was paid out. */
    Order refunded(UUID orderId);

    /** The renter gives up an order that is not paid. */
    Order cancel(UUID orderId);

    /** Ends a rental now: access is cut, the device resets. Ending an ended rental changes nothing. */
    Rental end(UUID rentalId);
}
