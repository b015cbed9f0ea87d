package org.p2pvps.rental;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.p2pvps.api.Money;

/** Amounts as people read them: {@code 12.50 EUR}. */
final class Amounts {
    /** Coins, which Java's own currency tables don't know. */
    private static final Map<String, Integer> COIN_DIGITS = Map.of("BTC", 8, "BCH", 8, "LTC", 8, "ZEC", 8);

    private static final int USUAL_DIGITS = 2;

    private Amounts() {}

    static String inWords(Money money) {
        return BigDecimal.valueOf(money.amount(), digitsOf(money.currency())).toPlainString() + " " + money.currency();
    }

    private static int digitsOf(String currency) {
        Integer coin = COIN_DIGITS.get(currency);
        if (coin != null) {
            return coin;
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst()
                .map(known -> Math.max(0, known.getDefaultFractionDigits()))
                .orElse(USUAL_DIGITS);
    }
}
