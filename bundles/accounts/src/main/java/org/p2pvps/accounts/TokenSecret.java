package org.p2pvps.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.Authenticator;

/** The secret part of sessions and API tokens. */
final class TokenSecret {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenSecret() {}

    /** A new secret of 256 random bits, with the prefix of its kind. */
    static Secret generate(AccessToken.Kind kind) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix(kind) + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is kept of a secret. */
    static String hash(Secret secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.value().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String prefix(AccessToken.Kind kind) {
        return switch (kind) {
            case SESSION -> Authenticator.SESSION_PREFIX;
            case API -> Authenticator.API_TOKEN_PREFIX;
        };
    }
}
