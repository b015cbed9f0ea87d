package org.p2pvps.api.market;

import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Settlement;

/**
 * What a market is to send back.
 *
 * @param key names the request; the same key is the same request
 * @param externalId the market's own id of the order
 * @param paid all that was paid for the order so far
 * @param settlement how the price was divided, with its evidence; null if the rental never began
 */
public record RefundRequest(
        UUID key, String externalId, Money amount, Money paid, RefundReason reason, Settlement settlement) {

    /** Whether everything that was paid goes back. */
    public boolean isFull() {
        return amount.equals(paid);
    }
}
