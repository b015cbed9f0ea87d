package org.p2pvps.api.rental;

import java.util.Optional;
import java.util.UUID;

/** Keeps how orders were settled; one settlement each. Their outages are not kept: the uptime record has them. */
public interface SettlementStore {
    /** Adds the settlement of an order. */
    void put(Settlement settlement);

    /** Adds it, or replaces what there was, by a ruling. */
    void putRuled(Settlement settlement);

    /** Whether a ruling made the settlement. */
    boolean isRuled(UUID orderId);

    Optional<Settlement> byOrder(UUID orderId);
}
