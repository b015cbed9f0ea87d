package org.p2pvps.api.rental;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps orders. */
public interface OrderStore extends Store<Order> {
    List<Order> byRenter(UUID renterId);

    /** The orders for devices of this owner. */
    List<Order> byOwner(UUID ownerId);

    List<Order> byState(OrderState state);
}
