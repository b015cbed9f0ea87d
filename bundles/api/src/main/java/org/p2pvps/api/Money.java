package org.p2pvps.api;

/**
 * An amount in minor units (cents, satoshi) of a currency.
 *
 * @param amount minor units; what may be negative says so
 * @param currency an ISO 4217 code or a coin's ticker, 3 to 5 upper-case letters
 */
public record Money(long amount, String currency) {
    public Money {
        if (!currency.matches("[A-Z]{3,5}")) {
            throw new IllegalArgumentException("Not a currency code: 3 to 5 upper-case letters are wanted.");
        }
    }

    /** This amount, {@code count} times. Fails instead of overflowing. */
    public Money times(long count) {
        return new Money(Math.multiplyExact(amount, count), currency);
    }
}
