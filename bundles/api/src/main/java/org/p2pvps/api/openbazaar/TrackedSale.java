package org.p2pvps.api.openbazaar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An order of the store, as it was last seen. The daemon is the truth; this tells what to look at again, and what to show.
 *
 * @param id computed from the order's id: an order is kept once
 * @param orderId the daemon's id
 * @param slug the listing that was ordered
 * @param buyer the buyer's peer id
 * @param moderator the moderator's peer id; empty for a direct order
 * @param daemonState the daemon's own word
 * @param total minor units, decimal
 * @param fault what is wrong with it; empty if nothing is
 */
public record TrackedSale(
        UUID id,
        String orderId,
        String slug,
        String buyer,
        String moderator,
        String daemonState,
        SaleProgress progress,
        String total,
        String coin,
        String fault,
        Instant seenAt,
        Instant changedAt) {

    /** The id under which an order is kept. */
    public static UUID idOf(String orderId) {
        return UUID.nameUUIDFromBytes(("openbazaar/" + orderId).getBytes(StandardCharsets.UTF_8));
    }

    /** As it was seen now. */
    public TrackedSale seen(String newDaemonState, SaleProgress newProgress, String newFault, Instant now) {
        boolean same = newDaemonState.equals(daemonState) && newProgress == progress && newFault.equals(fault);
        return new TrackedSale(
                id,
                orderId,
                slug,
                buyer,
                moderator,
                newDaemonState,
                newProgress,
                total,
                coin,
                newFault,
                seenAt,
                same ? changedAt : now);
    }
}
