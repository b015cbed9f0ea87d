package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/**
 * A server with a hostile device, beside a device that wants nothing but its tunnel and a renter who works through that all the
 * time. With the system property {@code hostile.scale} everything is done so many times more.
 */
abstract class HostileScene {
    static final int SCALE = Integer.getInteger("hostile.scale", 1);
    static final Duration SOON = TestDevice.PATIENCE;
    static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    final Random random = new Random(7);
    TestServer server;
    EchoServer container;
    TestDevice hostile;
    Lease lease;
    private TestDevice neighbour;
    private Lease home;
    private Pulse pulse;
    /** The same without the server: what the machine itself takes. */
    private Pulse control;

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
        pulse = new Pulse(TestServer.connect(home.sshPort()));
        control = new Pulse(TestServer.connect(container.port()));
    }

    @AfterEach
    void neighbourTookNoNotice() throws IOException {
        try {
            Duration fair = control.stop().multipliedBy(5).plusSeconds(3);
            assertThat(pulse.stop()).as("the neighbour's session").isLessThan(fair);
            assertThat(server.service.isOpen(home.deviceId())).isTrue();
            assertThat(TestServer.echoes(home.sshPort()))
                    .as("the neighbour's port")
                    .isTrue();
        } finally {
            hostile.close();
            neighbour.close();
            container.close();
            server.close();
        }
        Eventually.within(
                SOON, "all threads have ended", () -> TestServer.threads().isEmpty());
    }

    Lease home() {
        return home;
    }

    ClientSession signIn() throws IOException {
        return hostile.connect(server, lease.deviceId().toString());
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    byte[] greeting() {
        return ("SSH-2.0-" + UUID.randomUUID() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** From another loopback address each time, so that it is not one address that is turned away. */
    Socket connectFrom(int number) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 1, (byte) (number / 200), (byte) (1 + number % 200)}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), (int) SOON.toMillis());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    void assertNothingIsLeft(long before) {
        Eventually.within(SOON, "only the neighbour's session is left", () -> server.service.connections() <= 1);
        Eventually.within(SOON, "the memory is free again", () -> heap() - before < 8 * MIB);
    }

    static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
