package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;

/**
 * Money that arrived for an order.
 *
 * @param reference what names it on its market; unique there
 */
public record Payment(UUID id, UUID orderId, String market, String reference, Money amount, Instant receivedAt) {}
