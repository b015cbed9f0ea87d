package org.p2pvps.api.rental;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Money;

/** What people and consoles may ask of orders and rentals. Markets report to {@link org.p2pvps.api.market.OrderDesk}. */
public interface Rentals {
    /**
     * An order on a market. What is free starts at once, as does a device for own use when its owner orders it.
     *
     * @param hours the term, within the device's shortest and longest
     * @param sshKeys keys to accept besides the password, OpenSSH's one-line form; null for none
     * @throws org.p2pvps.api.ProblemException if the device can't be rented now, or the term is impossible
     */
    Order order(String market, UUID deviceId, UUID renterId, int hours, List<String> sshKeys);

    /**
     * An order for more hours of a rental that runs, at the price per hour that was agreed for it, on its market. To be paid
     * before the rental ends.
     *
     * @throws org.p2pvps.api.ProblemException if it has ended, or would become longer than possible
     */
    Order extend(UUID rentalId, int hours);

    /**
     * Has a rental renewed by itself: a while before its end an order as by {@link #extend} is placed, once for each end that the
     * rental has. Its renter is told what to pay, for no market here can charge; what is free is given at once. It stops when the rental ends.
     *
     * @param hours how many each time; 0: no longer
     * @throws org.p2pvps.api.ProblemException if it has ended, can't be that long, or was ordered on another market
     */
    Rental renew(UUID rentalId, int hours);

    /**
     * Money for an order arrived.
     *
     * @param reference what names the payment on the order's market; each counts once
     */
    Order paid(UUID orderId, String reference, Money amount);

    /** The owner or an admin gives an order that waits for its payment for free; what was paid already goes back. */
    Order granted(UUID orderId);

    /**
     * All that was to go back to the renter of an order did.
     *
     * @param reference what names the payment; may be empty
     */
    Order refunded(UUID orderId, String reference);

    /** The renter gives up an order that is not paid; a part that was paid goes back. */
    Order cancel(UUID orderId);

    /** Ends a rental now: access is cut, the device resets. Ending an ended rental changes nothing. */
    Rental end(UUID rentalId, EndReason reason);

    /** How an order's price is divided, or would be if its rental ended now by its owner. */
    Settlement settlement(UUID orderId);
}
