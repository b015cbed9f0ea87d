package org.p2pvps.api.market;

import java.time.Instant;
import java.util.UUID;

/**
 * What a buyer is to be handed.
 *
 * @param externalId the market's own id of the order
 * @param listing the reference of the listing that was bought; empty if the order did not come by one
 * @param until the rental's end, with this order's hours
 */
public record Delivery(
        String externalId, String listing, UUID rentalId, String deviceName, Instant until, Credentials credentials) {}
