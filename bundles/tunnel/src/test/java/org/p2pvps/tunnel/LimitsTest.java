package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.TrafficLimits;
import org.p2pvps.api.tunnel.TrafficPolicy;

/** What one device and one renter may use, whichever way the renter came; also changed under open connections. */
class LimitsTest extends JumpScene {
    private static final int KIB = 1024;
    private static final TrafficLimits FREE = new TrafficLimits(100, 0, 0, 0);

    private EchoServer container;

    @Override
    int startContainer() throws IOException {
        container = new EchoServer();
        return container.port();
    }

    @AfterEach
    void stopContainer() throws IOException {
        container.close();
    }

    private record Limits(TrafficLimits device, TrafficLimits renter) implements TrafficPolicy {
        @Override
        public TrafficLimits ofDevice(UUID deviceId) {
            return device;
        }

        @Override
        public TrafficLimits ofRenter(UUID accountId) {
            return renter;
        }
    }

    private void limitDevice(int connections, int perMinute, long in, long out) {
        server.service.trafficPolicy = new Limits(new TrafficLimits(connections, perMinute, in, out), FREE);
    }

    private void limitRenter(int connections, int perMinute, long in, long out) {
        server.service.trafficPolicy = new Limits(FREE, new TrafficLimits(connections, perMinute, in, out));
    }

    /** Sends and reads back {@code bytes}. */
    private static Duration echo(java.io.OutputStream out, java.io.InputStream in, int bytes) throws Exception {
        long start = System.nanoTime();
        Thread writer = new Thread(() -> {
            try {
                out.write(new byte[bytes]);
                out.flush();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        assertThat(in.readNBytes(bytes)).hasSize(bytes);
        writer.join();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration echo(Socket renter, int bytes) throws Exception {
        return echo(renter.getOutputStream(), renter.getInputStream(), bytes);
    }

    private static Duration echo(ChannelDirectTcpip channel, int bytes) throws Exception {
        return echo(channel.getInvertedIn(), channel.getInvertedOut(), bytes);
    }

    @Test
    void boundsConnectionsOpenAtOnce() throws IOException {
        limitDevice(2, 0, 0, 0);
        try (Socket first = TestServer.connect(lease.sshPort());
                Socket second = TestServer.connect(lease.sshPort());
                Socket third = TestServer.connect(lease.sshPort())) {
            assertThat(TestServer.echoes(first)).isTrue();
            assertThat(TestServer.echoes(second)).isTrue();
            TestServer.awaitCut(third);
            assertThat(server.service.refused(Refusal.CONNECTIONS)).isEqualTo(1);
        }
        Eventually.within(PATIENCE, "there is room again", () -> TestServer.echoes(lease.sshPort()));
    }

    @Test
    void countsConnectionsThatCameByTheJumpHostAlike() throws IOException {
        limitDevice(2, 0, 0, 0);
        try (ClientSession session = signIn();
                Socket first = TestServer.connect(lease.sshPort())) {
            assertThat(TestServer.echoes(first)).isTrue();
            jump(session);
            assertThatThrownBy(() -> jump(session)).isInstanceOf(IOException.class);
            try (Socket third = TestServer.connect(lease.sshPort())) {
                TestServer.awaitCut(third);
            }
            assertThat(server.service.refused(Refusal.CONNECTIONS)).isEqualTo(2);
        }
    }

    @Test
    void boundsNewConnectionsAMinute() throws IOException {
        limitDevice(100, 3, 0, 0);
        for (int number = 0; number < 3; number++) {
            assertThat(TestServer.echoes(lease.sshPort())).isTrue();
        }
        Eventually.within(PATIENCE, "one is turned away", () -> {
            try (Socket next = TestServer.connect(lease.sshPort())) {
                return next.getInputStream().read() < 0;
            }
        });
        assertThat(server.service.refused(Refusal.CONNECTION_RATE)).isPositive();
    }

    @Test
    void boundsWhatOnePersonOpensAtTheJumpHost() throws IOException {
        limitRenter(1, 0, 0, 0);
        try (ClientSession one = signIn();
                ClientSession other = signIn()) {
            ChannelDirectTcpip first = jump(one);
            assertThatThrownBy(() -> jump(other)).hasMessageContaining("Too many");
            assertThat(server.service.refused(Refusal.CONNECTIONS)).isEqualTo(1);
            first.close(false);
            Eventually.within(PATIENCE, "there is room again", () -> jump(other).isOpen());
        }
    }

    @Test
    void slowsDownWhatRentersSend() throws Exception {
        limitDevice(100, 0, 512 * KIB, 0);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            assertThat(echo(renter, 1024 * KIB)).isGreaterThan(Duration.ofMillis(1400));
        }
    }

    @Test
    void slowsDownWhatTheDeviceSendsOverHoweverManyConnections() throws Exception {
        limitDevice(100, 0, 0, 512 * KIB);
        long start = System.nanoTime();
        for (int number = 0; number < 8; number++) {
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                echo(renter, 160 * KIB);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
    }

    @Test
    void slowsDownAPersonAtTheJumpHost() throws Exception {
        limitRenter(100, 0, 0, 512 * KIB);
        try (ClientSession session = signIn()) {
            assertThat(echo(jump(session), 1024 * KIB)).isGreaterThan(Duration.ofMillis(1400));
        }
        // What a channel may send to begin with is not waited for: 2 MiB.
        limitRenter(100, 0, 2048 * KIB, 0);
        try (ClientSession session = signIn()) {
            Eventually.within(
                    PATIENCE,
                    "the new limit holds",
                    () -> echo(jump(session), 6 * 1024 * KIB).compareTo(Duration.ofMillis(900)) > 0);
        }
    }

    @Test
    void deviceAtItsLimitSlowsNoOtherDown() throws Exception {
        try (TestDevice second = new TestDevice()) {
            Lease others = server.leases.allot(TestServer.freePort(), second.publicKey());
            server.service.trafficPolicy = new TrafficPolicy() {
                @Override
                public TrafficLimits ofDevice(UUID deviceId) {
                    return deviceId.equals(lease.deviceId()) ? new TrafficLimits(100, 0, 4 * KIB, 4 * KIB) : FREE;
                }

                @Override
                public TrafficLimits ofRenter(UUID accountId) {
                    return FREE;
                }
            };
            second.open(server, others.deviceId().toString(), others.sshPort(), container.port());
            try (Socket slow = TestServer.connect(lease.sshPort());
                    Socket quick = TestServer.connect(others.sshPort())) {
                Thread flood = new Thread(() -> {
                    try {
                        while (true) {
                            slow.getOutputStream().write(new byte[64 * KIB]);
                        }
                    } catch (IOException over) {
                        // The test is.
                    }
                });
                flood.setDaemon(true);
                flood.start();
                // At the slow one's pace it would take hours.
                echo(quick, 64 * 1024 * KIB);
                assertThat(server.service.open())
                        .filteredOn(tunnel -> tunnel.deviceId().equals(lease.deviceId()))
                        .allSatisfy(tunnel -> assertThat(tunnel.bytesIn()).isLessThan(1024 * KIB));
            }
        }
    }

    @Test
    void newLimitsHoldForOpenConnections() throws Exception {
        limitDevice(1, 0, 8 * KIB, 8 * KIB);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            assertThat(TestServer.echoes(renter)).isTrue();
            limitDevice(100, 0, 0, 0);
            Eventually.within(PATIENCE, "a second one is let in", () -> TestServer.echoes(lease.sshPort()));
            // At the former pace it would take a quarter of an hour.
            echo(renter, 8 * 1024 * KIB);
        }
    }

    @Test
    void limitsLastHeardOfHoldWhileThereIsNoPolicy() throws Exception {
        limitDevice(1, 0, 0, 0);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            assertThat(TestServer.echoes(renter)).isTrue();
            server.service.trafficPolicy = null;
            try (Socket second = TestServer.connect(lease.sshPort())) {
                TestServer.awaitCut(second);
            }
        }
    }
}
