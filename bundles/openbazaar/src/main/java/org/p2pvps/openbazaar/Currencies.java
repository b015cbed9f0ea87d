package org.p2pvps.openbazaar;

import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.p2pvps.openbazaar.daemon.Coin;

/** How many decimals a currency has, which the daemon wants to know. */
final class Currencies {
    private static final Map<String, Integer> COINS = Map.of(
            "BTC", 8, "TBTC", 8, "BCH", 8, "TBCH", 8, "LTC", 8, "TLTC", 8, "ZEC", 8, "TZEC", 8, "ETH", 18, "TETH", 18);

    private Currencies() {}

    static Optional<Coin> coin(String code) {
        Integer decimals = COINS.get(code);
        if (decimals != null) {
            return Optional.of(new Coin(code, decimals));
        }
        try {
            int digits = Currency.getInstance(code).getDefaultFractionDigits();
            return digits < 0 ? Optional.empty() : Optional.of(new Coin(code, digits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
