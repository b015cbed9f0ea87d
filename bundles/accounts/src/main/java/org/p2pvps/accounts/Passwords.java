package org.p2pvps.accounts;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import org.p2pvps.api.Secret;

/** What a password may be. Length counts, not kinds of characters (NIST SP 800-63B, OWASP ASVS 5). */
public final class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 128;
    private static final int FEWEST_DIFFERENT = 5;
    private static final int GENERATED_LENGTH = 20;

    /** Without the characters that are taken for each other. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /**
     * Passes a password that is fit for the account.
     *
     * @throws org.p2pvps.api.ProblemException with {@code field-invalid} that says what is wrong
     */
    public static void check(Secret password, EmailAddress email) {
        String text = password == null ? "" : normal(password);
        long length = text.codePoints().count();
        if (length < SHORTEST || length > LONGEST) {
            throw Invalid.field("password", "has " + SHORTEST + " to " + LONGEST + " characters.");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(email.value()) || lower.equals(email.localPart())) {
            throw Invalid.field("password", "must not be the e-mail address.");
        }
        if (text.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            throw Invalid.field("password", "has at least " + FEWEST_DIFFERENT + " different characters.");
        }
    }

    /** A new random password, of 115 bits. */
    public static Secret generate() {
        return new Secret(RANDOM.ints(GENERATED_LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining()));
    }

    /** The same text however a keyboard composes it. */
    static String normal(Secret password) {
        return Normalizer.normalize(password.value(), Normalizer.Form.NFKC);
    }
}
