package org.p2pvps.tunnel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Messages of SSH as they should be, and as they should not. */
final class Packets {
    private static final String QUESTION = "keepalive@openssh.com";
    private static final int[] LENGTHS = {
        0, 1, 255, 35_000, 256 * 1024, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fff0
    };

    private Packets() {}

    /** One message with those fields: strings, numbers (uint32), booleans and bytes as they are. */
    static byte[] of(int type, Object... fields) {
        Buffer buffer = new ByteArrayBuffer();
        buffer.putByte((byte) type);
        for (Object field : fields) {
            if (field instanceof String text) {
                buffer.putString(text, StandardCharsets.ISO_8859_1);
            } else if (field instanceof Number number) {
                buffer.putUInt(number.longValue() & 0xffff_ffffL);
            } else if (field instanceof Boolean truth) {
                buffer.putBoolean(truth);
            } else {
                buffer.putRawBytes((byte[]) field);
            }
        }
        return buffer.getCompactData();
    }

    /** What begins a key exchange with algorithms that the server knows. */
    static byte[] keyExchangeInit(String exchanges) {
        String cipher = "aes128-gcm@openssh.com";
        String mac = "hmac-sha2-256";
        return of(
                SshConstants.SSH_MSG_KEXINIT,
                new byte[16],
                exchanges,
                "ssh-ed25519",
                cipher,
                cipher,
                mac,
                mac,
                "none",
                "none",
                "",
                "",
                false,
                0);
    }

    /** The same with {@code others} for all algorithms but the exchange's. */
    static byte[] keyExchangeInit(String exchanges, String others) {
        return of(
                SshConstants.SSH_MSG_KEXINIT,
                new byte[16],
                exchanges,
                others,
                others,
                others,
                others,
                others,
                others,
                others,
                "",
                "",
                false,
                0);
    }

    /** What a device, or a stranger, may say at some time or other. */
    static List<byte[]> all(int port) {
        return List.of(
                of(SshConstants.SSH_MSG_DISCONNECT, 11, "bye", ""),
                of(SshConstants.SSH_MSG_IGNORE, "whatever"),
                of(SshConstants.SSH_MSG_UNIMPLEMENTED, 7),
                of(SshConstants.SSH_MSG_DEBUG, true, "text\n\u0000\u001b[31m", "en"),
                of(SshConstants.SSH_MSG_SERVICE_REQUEST, "ssh-userauth"),
                of(SshConstants.SSH_MSG_SERVICE_REQUEST, "ssh-connection"),
                of(SshConstants.SSH_MSG_SERVICE_ACCEPT, "ssh-connection"),
                of(7, 1, "server-sig-algs", "ssh-ed25519"),
                of(8),
                of(SshConstants.SSH_MSG_NEWKEYS),
                of(30, "x".repeat(32)),
                of(SshConstants.SSH_MSG_USERAUTH_REQUEST, "jump", "ssh-connection", "none"),
                of(SshConstants.SSH_MSG_USERAUTH_REQUEST, "jump", "ssh-connection", "password", true, "a", "b"),
                of(
                        SshConstants.SSH_MSG_USERAUTH_REQUEST,
                        "a\u0000\nb",
                        "ssh-connection",
                        "keyboard-interactive",
                        "",
                        ""),
                of(60, "x"),
                of(61, 1, "x"),
                of(SshConstants.SSH_MSG_GLOBAL_REQUEST, "tcpip-forward", true, "", port),
                of(SshConstants.SSH_MSG_GLOBAL_REQUEST, "cancel-tcpip-forward", true, "", port),
                of(SshConstants.SSH_MSG_GLOBAL_REQUEST, "keepalive@openssh.com", true),
                of(SshConstants.SSH_MSG_REQUEST_SUCCESS),
                of(SshConstants.SSH_MSG_REQUEST_FAILURE),
                of(SshConstants.SSH_MSG_CHANNEL_OPEN, "session", 1, 1 << 20, 32768),
                of(SshConstants.SSH_MSG_CHANNEL_OPEN, "direct-tcpip", 1, 1 << 20, 32768, "host", 22, "me", 1),
                of(SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION, 0, 0, 1 << 20, 32768),
                of(SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE, 0, 1, "no", ""),
                of(SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, 0, 0xffff_ffffL),
                of(SshConstants.SSH_MSG_CHANNEL_DATA, 0, "data"),
                of(SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA, 0, 1, "data"),
                of(SshConstants.SSH_MSG_CHANNEL_EOF, 0),
                of(SshConstants.SSH_MSG_CHANNEL_CLOSE, 0),
                of(SshConstants.SSH_MSG_CHANNEL_REQUEST, 0, "exec", true, "id"),
                of(SshConstants.SSH_MSG_CHANNEL_REQUEST, 0, "auth-agent-req@openssh.com", true),
                of(SshConstants.SSH_MSG_CHANNEL_REQUEST, 0, "exit-signal", false, "KILL", true, "", ""),
                of(SshConstants.SSH_MSG_CHANNEL_SUCCESS, 0),
                of(SshConstants.SSH_MSG_CHANNEL_FAILURE, 0),
                of(192, "ping"),
                of(255, "nothing"));
    }

    /** Turns bits, cuts, lengthens, or writes a number where one may stand. */
    static byte[] mutated(byte[] message, Random random) {
        byte[] changed = message.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = changed.length < 2 ? 0 : 1 + random.nextInt(changed.length - 1);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed = Arrays.copyOf(changed, Math.max(1, at));
                case 2 -> changed = Arrays.copyOf(changed, changed.length + random.nextInt(100));
                default -> putLength(changed, at, LENGTHS[random.nextInt(LENGTHS.length)]);
            }
        }
        return changed;
    }

    static IoWriteFuture send(ClientSession session, byte[] message) throws IOException {
        Buffer buffer = session.createBuffer(message[0], message.length);
        buffer.putRawBytes(message, 1, message.length - 1);
        return session.writePacket(buffer);
    }

    /** Waits until the other end has heard what was said, or is not there any more: else much would be said to nobody. */
    static void awaitHeard(ClientSession session) {
        try {
            Buffer question = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            question.putString(QUESTION);
            question.putBoolean(true);
            session.request(QUESTION, question, Duration.ofMillis(500));
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }

    private static void putLength(byte[] bytes, int at, int length) {
        for (int index = 0; index < Integer.BYTES && at + index < bytes.length; index++) {
            bytes[at + index] = (byte) (length >>> (24 - 8 * index));
        }
    }
}
