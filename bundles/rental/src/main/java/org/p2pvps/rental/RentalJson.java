package org.p2pvps.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;

/**
 * A rental as its renter and the device's owner see it.
 *
 * @param endedAt null while it runs
 * @param endReason null while it runs
 */
public record RentalJson(
        UUID id,
        UUID orderId,
        UUID deviceId,
        String deviceName,
        UUID renterId,
        RentalState state,
        Instant startedAt,
        Instant endsAt,
        Instant endedAt,
        EndReason endReason) {

    static RentalJson of(Rental rental, String deviceName) {
        return new RentalJson(
                rental.id(),
                rental.orderId(),
                rental.deviceId(),
                deviceName,
                rental.renterId(),
                rental.state(),
                rental.startedAt(),
                rental.endsAt(),
                rental.endedAt(),
                rental.endReason());
    }
}
