package org.p2pvps.openbazaar.daemon;

import java.time.Instant;

/** An order as the list of sales shows it. */
public record Sale(
        String orderId,
        SaleState state,
        String slug,
        String buyerId,
        boolean moderated,
        String paymentCoin,
        Amount total,
        Instant timestamp,
        int unreadMessages) {}
