package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.SshConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who never signs in, and says what should not be said before that. */
class HostileStrangerTest extends HostileScene {
    private static final String CONNECTION = "ssh-connection";
    /** Against CVE-2023-48795. */
    private static final String STRICT = "curve25519-sha256,kex-strict-c-v00@openssh.com";

    /** Keys are exchanged, nobody is signed in. */
    private ClientSession arrive() throws IOException {
        ClientSession session = hostile.connectOnly(server, lease.deviceId().toString());
        session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), SOON);
        return session;
    }

    private static void say(ClientSession session, int type, Object... fields) {
        say(session, Packets.of(type, fields));
    }

    private static void say(ClientSession session, byte[] message) {
        try {
            Packets.send(session, message);
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }

    /** RFC 4253, 6, without encryption. */
    private byte[] packet(byte[] message) {
        int padding = 8 - (5 + message.length) % 8;
        padding += padding < 4 ? 8 : 0;
        return ByteBuffer.allocate(5 + message.length + padding)
                .putInt(1 + message.length + padding)
                .put((byte) padding)
                .put(message)
                .put(bytes(padding))
                .array();
    }

    /** All that the server says until it closes the connection, which it has to do. */
    private static String heardUntilCut(Socket socket) throws IOException {
        StringBuilder heard = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[8192];
        try {
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                heard.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketException reset) {
            // That will do.
        }
        return heard.toString();
    }

    @Test
    void mutatedMessagesBeforeSigningIn() throws IOException {
        List<byte[]> messages = Packets.all(lease.sshPort());
        arrive().close(true);
        long before = heap();
        for (int sequence = 0; sequence < 100 * SCALE; sequence++) {
            ClientSession session = arrive();
            for (int number = 0; number < 10 && session.isOpen(); number++) {
                byte[] message = messages.get(random.nextInt(messages.size()));
                say(session, random.nextBoolean() ? message : Packets.mutated(message, random));
            }
            session.close(true);
        }
        assertNothingIsLeft(before);
        assertThat(server.service.isOpen(lease.deviceId())).isFalse();
    }

    /** sshd itself would begin any service for anybody. */
    @Test
    void asksForTheConnectionServiceBeforeSigningIn() throws IOException {
        for (String user : List.of("jump", lease.deviceId().toString())) {
            ClientSession session = hostile.connectOnly(server, user);
            say(session, SshConstants.SSH_MSG_SERVICE_REQUEST, CONNECTION);
            say(session, SshConstants.SSH_MSG_GLOBAL_REQUEST, "tcpip-forward", true, "", lease.sshPort());
            Eventually.within(SOON, "it is cut", () -> !session.isOpen());
        }
        assertThat(server.service.isOpen(lease.deviceId())).isFalse();
    }

    /** Each time the count of attempts would begin anew. */
    @Test
    void asksToSignInAgainAndAgain() throws IOException {
        ClientSession session = arrive();
        for (int number = 0; number < 20 && session.isOpen(); number++) {
            say(session, SshConstants.SSH_MSG_SERVICE_REQUEST, "ssh-userauth");
            say(session, SshConstants.SSH_MSG_USERAUTH_REQUEST, "x", CONNECTION, "none");
        }
        Eventually.within(Duration.ofSeconds(10), "it is cut", () -> !session.isOpen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "password",
                "keyboard-interactive",
                "hostbased",
                "gssapi-with-mic",
                "publickey",
                "publickey-hostbound-v00@openssh.com",
                "",
                "\u0000\n"
            })
    void signsInByEveryMethodWithNothing(String method) throws IOException {
        for (String user : List.of(
                "", "root", "jump", "a\u0000b\nFAKE LOG LINE", lease.deviceId() + "\u0000", "u".repeat(1 << 16))) {
            ClientSession session = arrive();
            say(session, SshConstants.SSH_MSG_SERVICE_REQUEST, "ssh-userauth");
            for (int number = 0; number < 10 && session.isOpen(); number++) {
                say(
                        session,
                        SshConstants.SSH_MSG_USERAUTH_REQUEST,
                        user,
                        CONNECTION,
                        method,
                        number % 2 == 0,
                        "ssh-ed25519",
                        "x".repeat(32));
            }
            Eventually.within(SOON, "it is cut", () -> !session.isOpen());
        }
        assertThat(server.service.isOpen(lease.deviceId())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-rsa",
                "ssh-dss",
                "ssh-ed25519",
                "ecdsa-sha2-nistp521",
                "ssh-ed25519-cert-v01@openssh.com",
                "rsa-sha2-256-cert-v01@openssh.com",
                "sk-ssh-ed25519@openssh.com",
                "ssh-ed448",
                "null",
                ""
            })
    void showsKeysOfAnyTypeThatAreNone(String type) throws IOException {
        for (String key : List.of("", type, "x".repeat(100), lengthened(type, 32), lengthened(type, 0x7fff_ffff))) {
            ClientSession session = arrive();
            say(session, SshConstants.SSH_MSG_SERVICE_REQUEST, "ssh-userauth");
            for (String signature : List.of("", type, lengthened(type, 64))) {
                String user = lease.deviceId().toString();
                say(
                        session,
                        Packets.of(
                                SshConstants.SSH_MSG_USERAUTH_REQUEST,
                                user,
                                CONNECTION,
                                "publickey",
                                !signature.isEmpty(),
                                type,
                                key,
                                signature));
            }
            session.close(false);
        }
        assertThat(server.service.isOpen(lease.deviceId())).isFalse();
    }

    /** A string and the beginning of another of that length. */
    private static String lengthened(String text, int length) {
        byte[] begun = Packets.of(0, text, length, new byte[64]);
        return new String(begun, 1, begun.length - 1, StandardCharsets.ISO_8859_1);
    }

    @Test
    void greetingsThatAreNone() throws IOException {
        List<String> greetings = List.of(
                "SSH-2.0-" + "A".repeat(64 * 1024) + "\r\n",
                "SSH-2.0-" + "A".repeat(256) + "\r\n",
                "\n".repeat(100_000),
                "SSH-1.5-old\r\n",
                "SSH-9.9-new\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "\u0000".repeat(70_000),
                "SSH-2.0-a\u0000b\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 22\r\nSSH-2.0-x\r\n");
        for (String greeting : greetings) {
            try (Socket socket = connectFrom(random.nextInt(1000))) {
                try {
                    socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                } catch (IOException cut) {
                    // As it should be.
                }
                assertThat(heardUntilCut(socket)).isIn("SSH-2.0-p2pvps\r\n", "");
            }
        }
    }

    @Test
    void listsOfAlgorithmsBeyondAllMeasure() throws IOException {
        long before = heap();
        String thousands =
                IntStream.range(0, 5000).mapToObj(number -> "a" + number).collect(Collectors.joining(","));
        List<byte[]> lists = List.of(
                Packets.keyExchangeInit("", ""),
                Packets.keyExchangeInit(",,,,", ",,,"),
                Packets.keyExchangeInit(thousands, "none"),
                Packets.keyExchangeInit("curve25519-sha256," + thousands, ""),
                Packets.keyExchangeInit("x".repeat(200_000), "none"),
                Packets.keyExchangeInit("curve25519-sha256", "\u0000\n"),
                Packets.keyExchangeInit("kex-strict-c-v00@openssh.com", "none"));
        for (byte[] list : lists) {
            try (Socket socket = connectFrom(random.nextInt(1000))) {
                socket.getOutputStream().write(greeting());
                socket.getOutputStream().write(packet(list));
                assertThat(heardUntilCut(socket)).startsWith("SSH-2.0-p2pvps");
            }
        }
        assertNothingIsLeft(before);
    }

    @Test
    void lengthsThatCannotBe() throws IOException {
        for (int length : new int[] {0, 1, 3, 7, 262_145, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff}) {
            try (Socket socket = connectFrom(random.nextInt(1000))) {
                socket.getOutputStream().write(greeting());
                try {
                    socket.getOutputStream()
                            .write(ByteBuffer.allocate(4096).putInt(length).array());
                    socket.shutdownOutput();
                } catch (IOException cut) {
                    // As it should be.
                }
                heardUntilCut(socket);
            }
        }
    }

    /** RFC 4253 lets anybody say nothing of importance at any time; who exchanges keys strictly may not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysSomethingElseDuringAStrictKeyExchange(boolean atFirst) throws IOException {
        try (Socket socket = connectFrom(1)) {
            socket.getOutputStream().write(greeting());
            byte[] nothing = packet(Packets.of(SshConstants.SSH_MSG_IGNORE, "nothing"));
            byte[] begin = packet(Packets.keyExchangeInit(STRICT));
            socket.getOutputStream().write(atFirst ? nothing : begin);
            socket.getOutputStream().write(atFirst ? begin : nothing);
            assertThat(heardUntilCut(socket)).contains("kex-strict-s-v00@openssh.com");
        }
    }

    @Test
    void beginsKeyExchangesAndLeavesByTheThousand() throws IOException {
        long before = heap();
        List<Socket> held = new ArrayList<>();
        for (int number = 0; number < 200 * SCALE; number++) {
            try {
                Socket socket = connectFrom(number);
                held.add(socket);
                socket.getOutputStream().write(greeting());
                socket.getOutputStream().write(packet(Packets.keyExchangeInit(STRICT)));
                socket.getOutputStream()
                        .write(packet(Packets.of(30, new String(bytes(32), StandardCharsets.ISO_8859_1))));
            } catch (IOException cut) {
                // As it may.
            }
            if (held.size() > 40) {
                held.remove(0).close();
            }
        }
        for (Socket socket : held) {
            socket.close();
        }
        assertNothingIsLeft(before);
    }

    /** A stranger can't make the server keep what a stranger does not read. */
    @Test
    void asksBeforeSigningInAndReadsNoAnswers() throws IOException {
        long before = heap();
        hostile.readInSips();
        ClientSession session = arrive();
        session.getIoSession().suspendRead();

        for (int asked = 0; asked < 300_000 && server.service.connections() > 1; asked++) {
            say(session, 255);
            if (asked % 1000 == 0) {
                awaitSent(session);
            }
        }

        Eventually.within(SOON, "it is cut", () -> server.service.connections() == 1);
        session.close(true);
        assertNothingIsLeft(before);
    }

    private static void awaitSent(ClientSession session) {
        try {
            Packets.send(session, Packets.of(255)).await(SOON);
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }

    /** Most of the largest packet, and then nothing: it costs no more than the packet. */
    @Test
    void packetsThatNeverEnd() throws IOException {
        long before = heap();
        List<Socket> held = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            Socket socket = connectFrom(number);
            socket.getOutputStream().write(greeting());
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(200_000).putInt(262_144 - 4).array());
            held.add(socket);
        }
        assertThat(heap() - before).isLessThan(64L * MIB);
        for (Socket socket : held) {
            socket.close();
        }
        assertNothingIsLeft(before);
    }

    @Test
    void passwordsAreNotTakenFromDevices() throws IOException {
        ClientSession session = arrive();
        session.addPasswordIdentity("x".repeat(200_000));
        assertThatThrownBy(() -> session.auth().verify(SOON)).isInstanceOf(IOException.class);
    }
}
