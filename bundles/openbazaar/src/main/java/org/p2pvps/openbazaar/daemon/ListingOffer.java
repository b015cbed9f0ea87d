package org.p2pvps.openbazaar.daemon;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * A whole listing, as it is put up or replaced.
 *
 * @param slug its name in the store; never empty, because an empty one makes the daemon invent a new one each time
 * @param contractType {@code SERVICE} for rentals
 * @param expiry the daemon refuses a listing without one
 * @param acceptedCurrencies what buyers may pay in
 * @param escrowTimeoutHours on the main network it must be 1080
 * @param price of one unit (an hour), in minor units of {@code currency}
 * @param productId what the seller knows it by; null for a listing without stock, which sells without limit
 * @param stock units on sale
 */
public record ListingOffer(
        String slug,
        String contractType,
        Instant expiry,
        List<String> acceptedCurrencies,
        String language,
        int escrowTimeoutHours,
        String title,
        String description,
        Coin currency,
        BigInteger price,
        List<String> tags,
        List<ImageHashes> images,
        List<String> categories,
        String productId,
        BigInteger stock,
        List<String> moderators,
        String terms,
        String refundPolicy) {}
