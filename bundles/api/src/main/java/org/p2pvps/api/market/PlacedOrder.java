package org.p2pvps.api.market;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * An order as a market reports it.
 *
 * @param market the market's name
 * @param externalId the market's own id of the order; the two together name an order once and for all. 1 to 200 characters
 * @param listing the reference of the listing that was bought, as {@link Market#publish} returned it, now or in the past; of an
 *     extension, that of the rental
 * @param extendedRental the rental that these hours are to be added to, if it runs and the buyer is its renter; null for a new
 *     rental
 * @param hours at least 1
 * @param price what the whole order costs there, more than 0, in the currency that it will be paid in
 * @param payBy when it expires if it is not paid; null for what the server is configured to
 */
public record PlacedOrder(
        String market,
        String externalId,
        String listing,
        UUID extendedRental,
        Buyer buyer,
        int hours,
        Money price,
        Instant payBy) {
    private static final int LONGEST_ID = 200;

    public PlacedOrder {
        require(!externalId.isBlank() && externalId.length() <= LONGEST_ID, "an order's id has 1 to 200 characters.");
        require(hours > 0, "hours: at least 1.");
        require(price.amount() > 0, "price: more than 0.");
    }

    private static void require(boolean condition, String detail) {
        if (!condition) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, detail);
        }
    }
}
