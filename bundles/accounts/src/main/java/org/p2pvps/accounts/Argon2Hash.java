package org.p2pvps.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash in its encoded form, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param memoryKib memory in KiB
 * @param passes passes over it
 * @param lanes lanes, computed one after the other here
 */
record Argon2Hash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
    private static final int HASH_BYTES = 32;

    /** The hash of {@code password} with the given cost. */
    static Argon2Hash compute(String password, byte[] salt, int memoryKib, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return new Argon2Hash(memoryKib, passes, lanes, salt, hash);
    }

    static Argon2Hash parse(String encoded) {
        Matcher matcher = FORM.matcher(encoded);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an Argon2id hash");
        }
        return new Argon2Hash(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Base64.getDecoder().decode(matcher.group(4)),
                Base64.getDecoder().decode(matcher.group(5)));
    }

    String encoded() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /** Whether {@code password} has this hash; takes as long for a wrong one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, compute(password, salt, memoryKib, passes, lanes).hash);
    }
}
