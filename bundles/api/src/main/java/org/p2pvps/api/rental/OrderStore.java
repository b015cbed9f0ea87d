package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps orders. */
public interface OrderStore extends Store<Order> {
    Optional<Order> byExternalId(String market, String externalId);

    List<Order> byRenter(UUID renterId);

    /** The orders for devices of this owner. */
    List<Order> byOwner(UUID ownerId);

    List<Order> byState(OrderState state);

    /** The orders that wait for their payment and were to be paid before {@code now}. */
    List<Order> overdue(Instant now);

    /** The orders that extend a rental, whatever became of them. */
    List<Order> extending(UUID rentalId);

    /** The fulfilled orders whose market has not handed over the credentials. */
    List<Order> undelivered();
}
