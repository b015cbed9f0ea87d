package org.p2pvps.registration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Hardware;
import org.p2pvps.protocol.RegisterRequest;

/** What an agent, or an owner with curl, may register. */
class RegisterRequestCheckTest {
    private static void check(String tunnelKey) {
        RegisterRequestCheck.check(new RegisterRequest(
                RegisterRequest.PROTOCOL,
                "curl",
                "instance-1",
                0,
                tunnelKey,
                new Hardware("amd64", 2, "x", 1024, 1024),
                null));
    }

    private static String key(String type, byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, type.getBytes(StandardCharsets.US_ASCII));
        for (byte[] field : fields) {
            field(out, field);
        }
        return type + " " + Base64.getEncoder().encodeToString(out.toByteArray()) + " root@pi";
    }

    private static void field(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static byte[] rsaModulus(int bits) {
        byte[] modulus = new byte[bits / 8 + 1];
        modulus[1] = (byte) 0x80;
        modulus[bits / 8] = 1;
        return modulus;
    }

    private static byte[] point(int length) {
        byte[] point = new byte[length];
        point[0] = 4;
        return point;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertRefused(String tunnelKey) {
        assertThatThrownBy(() -> check(tunnelKey))
                .isInstanceOfSatisfying(
                        ProblemException.class, problem -> org.assertj.core.api.Assertions.assertThat(problem.code())
                                .isEqualTo(ErrorCode.FIELD_INVALID));
    }

    @Test
    void takesTheKeysOfStockClients() {
        byte[] exponent = {1, 0, 1};
        assertThatCode(() -> check(key("ssh-ed25519", new byte[32]))).doesNotThrowAnyException();
        assertThatCode(() -> check(key("ecdsa-sha2-nistp256", ascii("nistp256"), point(65))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(key("ecdsa-sha2-nistp384", ascii("nistp384"), point(97))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(key("ssh-rsa", exponent, rsaModulus(3072)))).doesNotThrowAnyException();
    }

    @Test
    void refusesKeysThatTheTunnelServerWouldNotTake() {
        byte[] exponent = {1, 0, 1};
        assertRefused(null);
        assertRefused("ssh-ed25519 " + "A".repeat(68));
        assertRefused(key("ecdsa-sha2-nistp521", ascii("nistp521"), point(133)));
        assertRefused(key("ssh-rsa", exponent, rsaModulus(1024)));
        assertRefused("from=\"*\" " + key("ssh-ed25519", new byte[32]));
    }
}
