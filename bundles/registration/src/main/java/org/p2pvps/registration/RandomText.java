package org.p2pvps.registration;

import java.security.SecureRandom;

/** Random names and passwords, from a cryptographic source, without letters that people mix up. */
final class RandomText {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";
    private static final String NAME_CHARACTERS = LETTERS + "23456789";
    private static final String PASSWORD_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ" + NAME_CHARACTERS;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** Lower-case letters and digits, a letter first: fit for DNS and for a login. */
    static String name(int length) {
        return pick(LETTERS, 1) + pick(NAME_CHARACTERS, length - 1);
    }

    static String password(int length) {
        return pick(PASSWORD_CHARACTERS, length);
    }

    static int below(int bound) {
        return RANDOM.nextInt(bound);
    }

    private static String pick(String characters, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(RANDOM.nextInt(characters.length())));
        }
        return text.toString();
    }
}
