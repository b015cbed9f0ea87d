package org.p2pvps.api;

/**
 * An amount in minor units (cents, satoshi) of a currency.
 *
 * @param amount minor units; what may be negative says so
 * @param currency an ISO 4217 code or a coin's ticker, 3 to 5 upper-case letters
 */
public record Money(long amount, String currency) {
    private static final int SHORTEST_CODE = 3;
    private static final int LONGEST_CODE = 5;

    public Money {
        if (!isCode(currency)) {
            throw new IllegalArgumentException("Not a currency code: 3 to 5 upper-case letters are wanted.");
        }
    }

    /** This amount, {@code count} times. Fails instead of overflowing. */
    public Money times(long count) {
        return new Money(Math.multiplyExact(amount, count), currency);
    }

    /** This amount and another of the same currency. */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, same(other).amount), currency);
    }

    /** This amount less another of the same currency. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, same(other).amount), currency);
    }

    /** Another amount of this currency. */
    public Money of(long otherAmount) {
        return new Money(otherAmount, currency);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Amounts of different currencies can't be added.");
        }
        return other;
    }

    private static boolean isCode(String text) {
        return text.length() >= SHORTEST_CODE
                && text.length() <= LONGEST_CODE
                && text.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }
}
