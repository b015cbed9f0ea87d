package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** Strangers and devices that do what they can to do harm. */
class HostileClientTest extends HostileScene {
    @Test
    void randomRequestsByTheThousand() throws IOException {
        signIn().close(true);
        long before = heap();
        ClientSession session = signIn();
        for (int sequence = 0; sequence < 1000 * SCALE; sequence++) {
            if (!session.isOpen()) {
                session = signIn();
            }
            for (int message = random.nextInt(20); message >= 0 && session.isOpen(); message--) {
                sendAnything(session);
            }
        }
        session.close(true);

        assertThat(server.service.refused(Refusal.CHANNEL)).isPositive();
        assertThat(server.service.refused(Refusal.REQUEST)).isPositive();
        assertNothingIsLeft(before);
    }

    @Test
    void packetsThatAreNone() throws IOException {
        long before = heap();
        for (int attempt = 0; attempt < 200 * SCALE; attempt++) {
            try (Socket socket = connectFrom(attempt)) {
                OutputStream out = socket.getOutputStream();
                out.write(greeting());
                out.write(bytes(random.nextInt(2000)));
                if (random.nextBoolean()) {
                    out.write(keyExchange());
                    out.write(bytes(random.nextInt(200)));
                }
            } catch (IOException cut) {
                // As it should be.
            }
        }
        assertNothingIsLeft(before);
    }

    /** Packets whose length, padding or type are wrong, under a valid cipher. */
    @Test
    void rubbishAfterSigningIn() throws IOException {
        for (int attempt = 0; attempt < 30 * SCALE; attempt++) {
            ClientSession session = signIn();
            org.apache.sshd.common.util.buffer.ByteArrayBuffer rubbish =
                    new org.apache.sshd.common.util.buffer.ByteArrayBuffer(bytes(16 + random.nextInt(3000)));
            session.getIoSession().writeBuffer(rubbish);
            // A length that can't be is told only when enough came: which length it was stays unknown.
            session.getIoSession()
                    .writeBuffer(new org.apache.sshd.common.util.buffer.ByteArrayBuffer(new byte[300 * 1024]));
            Eventually.within(SOON, "it is cut", () -> !session.isOpen());
        }
        assertThat(server.service.isOpen(home().deviceId())).isTrue();
    }

    @Test
    void greetingWithoutEnd() throws IOException {
        byte[] line = new byte[4096];
        java.util.Arrays.fill(line, (byte) 'A');
        try (Socket socket = connectFrom(0)) {
            Eventually.within(SOON, "it is cut", () -> {
                try {
                    socket.getOutputStream().write(line);
                    return false;
                } catch (IOException cut) {
                    return true;
                }
            });
        }
    }

    @Test
    void halfOpenHandshakesKeepNobodyOut() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int number = 0; number < 200 * SCALE; number++) {
                Socket socket = connectFrom(number);
                if (number % 2 == 0) {
                    socket.getOutputStream().write(greeting());
                }
                held.add(socket);
            }
            assertThat(TestServer.echoes(home().sshPort())).isTrue();

            Eventually.within(Duration.ofSeconds(60L * SCALE), "a device gets in", () -> signIn().isAuthenticated());
            assertThat(server.service.refused(Refusal.HANDSHAKES)).isPositive();
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void questionsWithoutReadingTheAnswers() throws IOException {
        long before = heap();
        hostile.readInSips();
        ClientSession session = signIn();
        session.getIoSession().suspendRead();

        // Their answers are many times what the server keeps and the kernel may hold.
        for (int asked = 0; asked < 400_000 && server.service.connections() > 1; asked += 1000) {
            ask(session, 1000);
        }

        Eventually.within(SOON, "it is cut", () -> server.service.connections() == 1);
        assertThat(server.service.refused(Refusal.UNREAD)).isEqualTo(1);
        session.close(true);
        assertNothingIsLeft(before);
    }

    @Test
    void devicesThatComeAndGo() throws IOException {
        long before = heap();
        for (int number = 0; number < 50 * SCALE; number++) {
            ClientSession session =
                    hostile.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
            try (Socket visitor = TestServer.connect(lease.sshPort())) {
                visitor.getOutputStream().write(1);
                if (random.nextBoolean()) {
                    session.getIoSession().close(true);
                }
            }
        }
        signIn().close(true);
        assertNothingIsLeft(before);
    }

    private void sendAnything(ClientSession session) {
        try {
            switch (random.nextInt(8)) {
                case 0, 1 -> openChannel(session, anyName());
                case 2 -> ask(session, anyName(), random.nextBoolean());
                case 3 -> ask(session, "tcpip-forward", random.nextBoolean());
                case 4 -> ask(session, "cancel-tcpip-forward", random.nextBoolean());
                case 5 -> send(session, (byte) (90 + random.nextInt(12)));
                case 6 -> send(session, (byte) (1 + random.nextInt(100)));
                default -> send(session, (byte) random.nextInt(256));
            }
        } catch (IOException | RuntimeException closed) {
            session.close(true);
        }
    }

    private IoWriteFuture openChannel(ClientSession session, String type) throws IOException {
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        buffer.putString(type);
        buffer.putUInt(random.nextInt(1000));
        buffer.putUInt(random.nextInt() & 0xffffffffL);
        buffer.putUInt(random.nextInt() & 0xffffffffL);
        buffer.putRawBytes(bytes(random.nextInt(100)));
        return session.writePacket(buffer);
    }

    /** Asks so many questions, and waits until they have left. */
    private void ask(ClientSession session, int questions) {
        try {
            for (int number = 1; number < questions; number++) {
                openChannel(session, "session");
            }
            openChannel(session, "session").await(SOON);
        } catch (IOException | RuntimeException cut) {
            // As it should be.
        }
    }

    private void ask(ClientSession session, String name, boolean wantReply) throws IOException {
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        buffer.putString(name);
        buffer.putBoolean(wantReply);
        buffer.putString(random.nextBoolean() ? "" : anyName());
        buffer.putUInt(random.nextInt(70000));
        session.writePacket(buffer);
    }

    private void send(ClientSession session, byte type) throws IOException {
        Buffer buffer = session.createBuffer(type);
        buffer.putRawBytes(bytes(random.nextInt(60)));
        session.writePacket(buffer);
    }

    private String anyName() {
        String[] names = {
            "session",
            "direct-tcpip",
            "forwarded-tcpip",
            "x11",
            "auth-agent@openssh.com",
            "tun@openssh.com",
            "direct-streamlocal@openssh.com",
            "streamlocal-forward@openssh.com",
            "hostkeys-00@openssh.com",
            "keepalive@openssh.com",
            "no-more-sessions@openssh.com",
            "drain@p2pvps",
            "",
            "shell",
            "exec"
        };
        return random.nextInt(4) == 0
                ? new String(bytes(random.nextInt(50)), StandardCharsets.ISO_8859_1)
                : names[random.nextInt(names.length)];
    }

    /** The frame of an unencrypted packet (RFC 4253, 6) around a key exchange's beginning with lists of rubbish. */
    private byte[] keyExchange() {
        java.nio.ByteBuffer packet = java.nio.ByteBuffer.allocate(512);
        packet.putInt(508 - random.nextInt(3) * 8);
        packet.put((byte) (4 + random.nextInt(8)));
        packet.put(SshConstants.SSH_MSG_KEXINIT);
        packet.put(bytes(16));
        for (int list = 0; list < 10; list++) {
            byte[] names = bytes(random.nextInt(30));
            packet.putInt(random.nextInt(20) == 0 ? random.nextInt() : names.length);
            packet.put(names);
        }
        return packet.array();
    }
}
