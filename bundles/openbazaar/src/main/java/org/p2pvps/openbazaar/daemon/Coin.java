package org.p2pvps.openbazaar.daemon;

/**
 * A currency as the daemon names it.
 *
 * @param code a coin's ticker, or a currency's code
 * @param divisibility how many decimals its minor unit has
 */
public record Coin(String code, int divisibility) {}
