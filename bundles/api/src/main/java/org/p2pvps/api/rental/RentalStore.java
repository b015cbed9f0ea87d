package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps rentals. A device has at most one active rental, an order at most one rental. */
public interface RentalStore extends Store<Rental> {
    Optional<Rental> activeOf(UUID deviceId);

    /** The rental of a device's generation, which has one at most: after it the device is reset. */
    Optional<Rental> of(UUID deviceId, int generation);

    List<Rental> byRenter(UUID renterId);

    /** The rentals of this owner's devices. */
    List<Rental> byOwner(UUID ownerId);

    /** Active rentals whose agreed end is not after {@code now}. */
    List<Rental> due(Instant now);

    List<Rental> byState(RentalState state);

    Optional<Rental> byOrder(UUID orderId);
}
