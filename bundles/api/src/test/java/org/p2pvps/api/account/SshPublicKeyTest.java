package org.p2pvps.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

class SshPublicKeyTest {
    /** Made with ssh-keygen, which also said the fingerprint. */
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBSFzswj0QkShOM9+aHVuupj2dFit8HOE0qG5hYVuRab ann@laptop";

    private static final String ED25519_FINGERPRINT = "SHA256:nULoVLzZO8Bzmg5+UMB808PQck3WlnhMHNnEcDSHVO8";

    private static final String ECDSA =
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCzwRoqJiotxf2k6WBMd7wZw2WqI0a9riy3R7DRpxn7yXBq7z6B7WBQ6jN0mQGkgG/1Ek2CACcgmscubZxzXk8M=";

    private static final String ECDSA_FINGERPRINT = "SHA256:bIHCBrwo02VhtOhdTxhdIabarXf5S1jACVsHRWAbZcE";

    private static String rsa(BigInteger exponent, BigInteger modulus) {
        return line("ssh-rsa", exponent.toByteArray(), modulus.toByteArray());
    }

    private static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    }

    private static String line(String type, byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, type.getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(fields).forEach(field -> field(out, field));
        return type + " " + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static void field(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static void assertRefused(String line, String because) {
        assertThatThrownBy(() -> SshPublicKey.parse(line))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.FIELD_INVALID))
                .hasMessageContaining(because);
    }

    @Test
    void readsALineAndKnowsItsFingerprint() {
        SshPublicKey key = SshPublicKey.parse("  " + ED25519 + "\n");

        assertThat(key.type()).isEqualTo("ssh-ed25519");
        assertThat(key.comment()).isEqualTo("ann@laptop");
        assertThat(key.line()).isEqualTo(ED25519);
        assertThat(key.fingerprint()).isEqualTo(ED25519_FINGERPRINT);
        assertThat(SshPublicKey.parse(ECDSA).fingerprint()).isEqualTo(ECDSA_FINGERPRINT);
        assertThat(SshPublicKey.parse(ECDSA).line()).isEqualTo(ECDSA);
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 8192})
    void takesRsaOfEnoughBits(int bits) {
        assertThat(SshPublicKey.parse(rsa(BigInteger.valueOf(65537), modulus(bits)))
                        .type())
                .isEqualTo("ssh-rsa");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2047, 8193, 16384})
    void refusesRsaOfTooFewOrTooManyBits(int bits) {
        assertRefused(rsa(BigInteger.valueOf(65537), modulus(bits)), bits == 16384 ? "" : bits + " bits");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -3, 4, 1L << 33 | 1})
    void refusesRsaWithAnImpossibleExponent(long exponent) {
        assertRefused(rsa(BigInteger.valueOf(exponent), modulus(2048)), "exponent");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "ssh-ed25519", "AAAA", "\u0000"})
    void refusesWhatIsNoLineOfAPubFile(String line) {
        assertRefused(line, "one line of a .pub file");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-dss AAAAB3NzaC1kc3MAAAABAA==, not taken",
        "ssh-ed25519 !!!, Base64",
        "ssh-ed25519 AAAA, cut off",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5, cut off",
        "ssh-ed25519 f////3NzaC1lZDI1NTE5, cut off",
        "ssh-ed25519 /////3NzaC1lZDI1NTE5, cut off",
        "-----BEGIN OPENSSH PRIVATE KEY-----, private key"
    })
    void saysWhatIsWrong(String line, String because) {
        assertRefused(line, because);
    }

    @Test
    void refusesAKeyThatIsNotWhatItSays() {
        assertRefused(ED25519.replace("ssh-ed25519", "ssh-rsa"), "another type");
        assertRefused(line("ssh-ed25519", new byte[31]), "32 bytes");
        assertRefused(line("ssh-ed25519", new byte[32], new byte[1]), "more bytes");
        byte[] point = new byte[65];
        assertRefused(line("ecdsa-sha2-nistp256", "nistp256".getBytes(StandardCharsets.US_ASCII), point), "point");
        assertRefused(line("ecdsa-sha2-nistp256", "nistp384".getBytes(StandardCharsets.US_ASCII), point), "curve");
        assertRefused(line("ssh-rsa", new byte[0], new byte[0]), "exponent");
    }

    @Test
    void refusesOptionsAndSecondLines() {
        assertRefused("command=\"id\" " + ED25519, "Base64");
        assertRefused("no-pty " + ED25519, "Base64");
        assertRefused(ED25519 + "\nssh-ed25519 AAAA", "more than one line");
    }

    @Test
    void randomBytesAreRefusedAndNeverBreakIt() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] blob = Base64.getDecoder().decode(ED25519.split(" ")[1]);
            for (int change = 0; change < 3; change++) {
                blob[random.nextInt(19)] = (byte) random.nextInt(256);
            }
            String line = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
            try {
                assertThat(SshPublicKey.parse(line).line()).isEqualTo(line);
            } catch (ProblemException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.FIELD_INVALID);
            }
        }
    }
}
