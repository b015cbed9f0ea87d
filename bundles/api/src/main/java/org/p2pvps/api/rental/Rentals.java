package org.p2pvps.api.rental;

import java.util.List;
import java.util.UUID;

/** What markets and consoles may ask of orders and rentals. */
public interface Rentals {
    /**
     * An order on a market. What is free starts at once, as does a device for own use when its owner orders it.
     *
     * @param hours the term, at least 1
     * @param sshKeys keys to accept besides the password, OpenSSH's one-line form; null for none
     * @throws org.p2pvps.api.ProblemException if the device can't be rented now, or the term is impossible
     */
    Order order(String market, UUID deviceId, UUID renterId, int hours, List<String> sshKeys);

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
