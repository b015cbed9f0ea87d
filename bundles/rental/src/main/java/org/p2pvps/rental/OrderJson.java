package org.p2pvps.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;

/**
 * An order as its renter and the device's owner see it.
 *
 * @param deviceDescription says how its owner wants to be paid
 * @param paid what came in of it while it waits for the rest; else 0
 * @param extendedRentalId the rental it is to extend; null for one of its own
 * @param rentalId the rental it became or extended; null if none
 */
public record OrderJson(
        UUID id,
        UUID deviceId,
        String deviceName,
        String deviceDescription,
        UUID renterId,
        String market,
        String reference,
        int hours,
        Money total,
        Money paid,
        OrderState state,
        Instant createdAt,
        Instant payBy,
        UUID extendedRentalId,
        UUID rentalId) {

    static OrderJson of(Order order, Device device, UUID rentalId, Money paid) {
        return new OrderJson(
                order.id(),
                order.deviceId(),
                device.name(),
                device.description(),
                order.renterId(),
                order.market(),
                order.reference(),
                order.hours(),
                order.total(),
                paid,
                order.state(),
                order.createdAt(),
                order.payBy(),
                order.extendedRentalId(),
                rentalId);
    }
}
