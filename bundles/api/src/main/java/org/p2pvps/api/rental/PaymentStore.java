package org.p2pvps.api.rental;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps payments. A reference counts once on each market. */
public interface PaymentStore extends Store<Payment> {
    Optional<Payment> byReference(String market, String reference);

    List<Payment> byOrder(UUID orderId);
}
