package org.p2pvps.rental;

import java.security.SecureRandom;
import java.util.Locale;

/** Makes what renters name when they pay. */
final class OrderReference {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long REFERENCES = 1L << 40;

    private OrderReference() {}

    static String next() {
        return "P2P-"
                + Long.toString(REFERENCES + RANDOM.nextLong(REFERENCES), Character.MAX_RADIX)
                        .toUpperCase(Locale.ROOT);
    }
}
