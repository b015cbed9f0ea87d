package org.p2pvps.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;

/**
 * A rental as its renter and the device's owner see it.
 *
 * @param endedAt null while it runs
 * @param endReason null while it runs
 * @param market where it was ordered
 * @param agreedHours what {@code agreedTotal} was agreed for; more hours cost in proportion, rounded up to the unit
 * @param extendableHours by how many hours whoever asks can extend it now
 * @param renewalHours by how many hours it is renewed when its end comes near; 0: not at all
 * @param renewableHours by how many whoever asks can have it renewed; 0: somebody else decides, or it is impossible
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
        EndReason endReason,
        String market,
        int agreedHours,
        Money agreedTotal,
        int extendableHours,
        int renewalHours,
        int renewableHours) {

    static RentalJson of(Rental rental, String deviceName, Order first, int extendableHours, int renewableHours) {
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
                rental.endReason(),
                first.market(),
                first.hours(),
                first.total(),
                extendableHours,
                rental.renewalHours(),
                renewableHours);
    }
}
