package org.p2pvps.api.rental;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps refunds. */
public interface RefundStore extends Store<Refund> {
    List<Refund> byOrder(UUID orderId);

    List<Refund> byState(RefundState state);

    /** Refunds of orders for devices of this owner. */
    List<Refund> byOwner(UUID ownerId);

    List<Refund> byRenter(UUID renterId);
}
