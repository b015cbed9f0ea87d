package org.p2pvps.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;

/**
 * An order as its renter and the device's owner see it.
 *
 * @param rentalId the rental it became; null if none
 */
public record OrderJson(
        UUID id,
        UUID deviceId,
        String deviceName,
        UUID renterId,
        String market,
        String reference,
        int hours,
        Money total,
        OrderState state,
        Instant createdAt,
        Instant payBy,
        UUID rentalId) {

    static OrderJson of(Order order, String deviceName, UUID rentalId) {
        return new OrderJson(
                order.id(),
                order.deviceId(),
                deviceName,
                order.renterId(),
                order.market(),
                order.reference(),
                order.hours(),
                order.total(),
                order.state(),
                order.createdAt(),
                order.payBy(),
                rentalId);
    }
}
