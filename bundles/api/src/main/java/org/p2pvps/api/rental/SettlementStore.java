package org.p2pvps.api.rental;

import java.util.Optional;
import java.util.UUID;

/** Keeps how orders were settled; one settlement each. Their outages are not kept: the uptime record has them. */
public interface SettlementStore {
    /** Adds the settlement of an order, or replaces it after a ruling. */
    void put(Settlement settlement);

    Optional<Settlement> byOrder(UUID orderId);
}
