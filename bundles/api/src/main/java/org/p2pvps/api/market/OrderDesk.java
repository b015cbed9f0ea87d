package org.p2pvps.api.market;

import java.util.List;
import java.util.Optional;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.rental.Order;

/**
 * Where markets report what happened to their orders. Every report may be repeated, at any time and after any crash: the same
 * order, payment or refund counts once. The answer is the order as it is now, and its state tells the market all it must know:
 *
 * <table>
 * <caption>What a state means for the market</caption>
 * <tr><td>{@code AWAITING_PAYMENT}</td><td>the device can be had; wait for the payment, report it</td></tr>
 * <tr><td>{@code CANCELLED}, {@code EXPIRED}</td><td>it can't be had: decline it if it isn't paid. If it is, report that, and
 * the money is sent back</td></tr>
 * <tr><td>{@code FULFILLED}</td><td>the rental runs; {@link Market#deliver} is or was called</td></tr>
 * <tr><td>{@code SETTLED}</td><td>the rental is over and its price divided</td></tr>
 * <tr><td>{@code REFUND_DUE}</td><td>all of it goes back; {@link Market#refund} is or was called</td></tr>
 * <tr><td>{@code REFUNDED}</td><td>it went back</td></tr>
 * </table>
 *
 * <p>An order does not reserve: who pays first, rents. So the device is looked at again when the payment comes.
 *
 * @apiNote Every method throws {@link org.p2pvps.api.ProblemException} with {@code service-missing} while the database is away:
 *     report again later.
 */
public interface OrderDesk {
    /**
     * Somebody ordered. A repeated order is answered as it is; what the repetition says is not compared.
     *
     * @throws org.p2pvps.api.ProblemException with {@code not-found} if no listing of this market ever had the reference: a
     *     foreign order, which is none of ours
     */
    Order placed(PlacedOrder order);

    /**
     * Money arrived for good, in part or in whole. The order is fulfilled by what makes it whole; what is too much, too late, or
     * for a device that is gone is sent back.
     *
     * @param paymentReference what names this payment on the market, such as a transaction's id; each counts once
     * @param amount more than 0, in the order's currency
     * @throws org.p2pvps.api.ProblemException with {@code payment-mismatch} for another currency or amount than is possible, or
     *     if the reference was used for another amount or order; nothing was counted. With {@code not-found} if the order is
     *     unknown
     */
    Order paid(String market, String externalId, String paymentReference, Money amount);

    /** The buyer or the market gave the order up. One that is paid stays as it is: its money is dealt with by its state. */
    Order cancelled(String market, String externalId, String reason);

    /**
     * Money went back to the buyer: the end of what {@link Market#refund} left {@code PENDING}, or something that the market did
     * by itself.
     *
     * @param reference what names it on the market; each counts once
     * @throws org.p2pvps.api.ProblemException with {@code payment-mismatch} if it is more than is left of what was paid
     */
    Order refunded(String market, String externalId, String reference, Money amount);

    /**
     * A moderator decided a dispute. It replaces our own settlement: of everything that was paid the buyer gets this, counted as
     * sent with the decision; what came to the vendor is the owner's (and the server's fee of it); what neither got was taken by
     * the moderator, the market or its network. What went back before counts towards the buyer's part.
     *
     * <p>An order is ruled about once: what comes later changes nothing.
     *
     * @param reference what names the decision
     * @param toBuyer at least 0
     * @param toVendor at least 0; with the buyer's part at most what was paid
     */
    Order ruled(String market, String externalId, String reference, Money toBuyer, Money toVendor);

    /** What a device can be rented for now, and what becomes of rentals of it that it leaves alone. */
    Conditions conditions(Device device);

    /** The running rentals that were bought by this market's listings and can be extended, at the price that was agreed. */
    List<ExtendableRental> extendable(String market);

    /** An order that was reported before. */
    Optional<Order> find(String market, String externalId);
}
