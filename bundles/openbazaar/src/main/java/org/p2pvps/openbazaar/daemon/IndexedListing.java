package org.p2pvps.openbazaar.daemon;

/**
 * A listing as the store's index shows it.
 *
 * @param price null if it is none that a listing with a fixed price has
 */
public record IndexedListing(String slug, String hash, String title, Amount price) {}
