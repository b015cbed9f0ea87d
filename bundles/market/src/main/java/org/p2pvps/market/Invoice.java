package org.p2pvps.market;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;

/**
 * What a renter is to pay to the device's owner.
 *
 * @param reference what the renter names when paying
 * @param paid what arrived so far
 * @param toRefund what is to go back to the renter, and did not yet
 * @param payBy an unpaid invoice is void after this
 */
public record Invoice(
        UUID orderId,
        String reference,
        Money total,
        Money paid,
        Money toRefund,
        OrderState state,
        Instant payBy,
        String deviceName) {

    static Invoice of(Order order, Money paid, Money toRefund, String deviceName) {
        return new Invoice(
                order.id(), order.reference(), order.total(), paid, toRefund, order.state(), order.payBy(), deviceName);
    }
}
