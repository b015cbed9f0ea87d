package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/**
 * Strangers and devices that do what they can to do harm, beside a device that wants nothing but its tunnel. With the system
 * property {@code hostile.scale} everything is done so many times more.
 */
class HostileClientTest {
    private static final int SCALE = Integer.getInteger("hostile.scale", 1);
    private static final Duration SOON = TestDevice.PATIENCE;
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private TestServer server;
    private EchoServer container;
    private TestDevice neighbour;
    private TestDevice hostile;
    private Lease home;
    private Lease lease;
    private Socket renter;

    @BeforeEach
    void start() throws IOException {
        server =
                new TestServer(folder, Map.of("handshakes", 64, "handshakesPerAddress", 16, "connectionsPerDevice", 8));
        container = new EchoServer();
        neighbour = new TestDevice();
        hostile = new TestDevice();
        home = server.leases.allot(TestServer.freePort(), neighbour.publicKey());
        lease = server.leases.allot(TestServer.freePort(), hostile.publicKey());
        neighbour.open(server, home.deviceId().toString(), home.sshPort(), container.port());
        renter = TestServer.connect(home.sshPort());
        assertThat(TestServer.echoes(renter)).isTrue();
    }

    @AfterEach
    void neighbourTookNoNotice() throws IOException {
        try {
            assertThat(TestServer.echoes(renter)).as("the neighbour's session").isTrue();
            assertThat(TestServer.echoes(home.sshPort()))
                    .as("the neighbour's port")
                    .isTrue();
        } finally {
            renter.close();
            hostile.close();
            neighbour.close();
            container.close();
            server.close();
        }
        Eventually.within(
                SOON, "all threads have ended", () -> TestServer.threads().isEmpty());
    }

    private ClientSession signIn() throws IOException {
        return hostile.connect(server, lease.deviceId().toString());
    }

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
        assertThat(server.service.isOpen(home.deviceId())).isTrue();
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
            assertThat(TestServer.echoes(home.sshPort())).isTrue();

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

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] greeting() {
        return ("SSH-2.0-" + UUID.randomUUID() + "\r\n").getBytes(StandardCharsets.US_ASCII);
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

    /** From another loopback address each time, so that it is not one address that is turned away. */
    private Socket connectFrom(int number) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 1, (byte) (number / 200), (byte) (1 + number % 200)}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), (int) SOON.toMillis());
        return socket;
    }

    private void assertNothingIsLeft(long before) {
        Eventually.within(SOON, "only the neighbour's session is left", () -> server.service.connections() <= 1);
        Eventually.within(SOON, "the memory is free again", () -> heap() - before < 8 * MIB);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
