package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/** The data path is replaced while a renter works. */
class DrainTest {
    private static final Duration SOON = TestDevice.PATIENCE;

    @TempDir
    Path folder;

    private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
    private TestServer former;
    private EchoServer container;
    private TestDevice device;
    private Lease lease;
    private ClientSession tunnel;

    @BeforeEach
    void start() throws IOException {
        begin(120);
    }

    private void begin(int drainSeconds) throws IOException {
        former = new TestServer(folder, Map.of("drainSeconds", drainSeconds));
        container = new EchoServer();
        device = new TestDevice();
        device.hear((service, request, wantReply, buffer) -> {
            asked.add(request);
            return org.apache.sshd.common.channel.RequestHandler.Result.Unsupported;
        });
        lease = former.leases.allot(TestServer.freePort(), device.publicKey());
        tunnel = open(former);
    }

    @AfterEach
    void stop() throws IOException {
        device.close();
        container.close();
        former.close();
        former.abandon();
    }

    @Test
    void serverThatNeverListenedStops() throws IOException {
        try (java.net.ServerSocket squatter = new java.net.ServerSocket(0);
                TestServer deaf =
                        TestServer.deaf(folder, Map.of("port", squatter.getLocalPort(), "drainSeconds", 120))) {
            assertThat(deaf.service.open()).isEmpty();
        }
    }

    private ClientSession open(TestServer server) throws IOException {
        return device.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
    }

    @Test
    void openConnectionGoesOnWhileTheSuccessorServesTheSamePort() throws IOException {
        int port = former.port();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();
            try (TestServer successor = new TestServer(folder, Map.of("port", port))) {
                successor.leases.insert(lease);

                open(successor);

                assertThat(TestServer.echoes(renter)).isTrue();
                assertThat(TestServer.echoes(lease.sshPort())).isTrue();
                assertThat(tunnel.isOpen()).isTrue();
            }
            assertThat(TestServer.echoes(renter)).isTrue();
        }
    }

    @Test
    void tunnelEndsWithItsLastConnection() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();
            assertThat(tunnel.isOpen()).isTrue();
        }
        Eventually.within(SOON, "the tunnel is closed", () -> !tunnel.isOpen());
    }

    @Test
    void tunnelWithoutConnectionsEndsAtOnce() {
        former.close();

        Eventually.within(SOON, "the tunnel is closed", () -> !tunnel.isOpen());
    }

    @Test
    void agentIsToldWithoutBeingAskedForAnAnswer() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();

            Eventually.within(SOON, "it is told", () -> asked.contains("drain@p2pvps"));
        }
    }

    @Test
    void endOfTheLeaseCutsWhoIsFinishing() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();
            former.leases.release(lease);

            TestServer.awaitCut(renter);
        }
    }

    @Test
    void successorShowsWhoIsFinishing() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            try (TestServer successor = former.successor()) {
                successor.leases.insert(lease);

                assertThat(successor.service.open()).isEmpty();
                assertThat(successor.service.draining()).singleElement().satisfies(tunnel -> {
                    assertThat(tunnel.deviceId()).isEqualTo(lease.deviceId());
                    assertThat(tunnel.port()).isEqualTo(lease.sshPort());
                    assertThat(tunnel.sessions()).isEqualTo(1);
                    assertThat(tunnel.bytesIn()).isPositive();
                });

                open(successor);
                assertThat(successor.service.open()).hasSize(1);
                assertThat(successor.service.draining()).hasSize(1);

                renter.shutdownOutput();
                Eventually.within(
                        SOON,
                        "it is not shown any more",
                        () -> successor.service.draining().isEmpty());
                assertThat(successor.service.open()).hasSize(1);
            }
        }
    }

    @Test
    void successorCutsWhoIsFinishing() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            try (TestServer successor = former.successor()) {
                assertThat(successor.service.close(lease.deviceId())).isTrue();

                TestServer.awaitCut(renter);
                assertThat(successor.service.draining()).isEmpty();
                assertThat(successor.service.close(lease.deviceId())).isFalse();
            }
        }
    }

    @Test
    void sessionsOfADeviceThatGaveItsPortBackAreSeenAndCut() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            tunnel.stopRemotePortForwarding(new SshdSocketAddress("", lease.sshPort()));
            Eventually.within(SOON, "it is closed", () -> !former.service.isOpen(lease.deviceId()));

            assertThat(former.service.draining()).hasSize(1);
            assertThat(former.service.close(lease.deviceId())).isTrue();

            TestServer.awaitCut(renter);
        }
    }

    @Test
    void endOfTheLeaseIsHeardWhileFinishing() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();
            long start = System.nanoTime();
            former.leases.release(lease);
            former.leaseChanged(lease.deviceId());

            TestServer.awaitCut(renter);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void timeIsUpSometime() throws IOException {
        stop();
        begin(1);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();

            TestServer.awaitCut(renter);

            Eventually.within(
                    SOON, "all threads have ended", () -> TestServer.threads().isEmpty());
        }
    }

    @Test
    void nobodyOpensThePortAnewOnTheFormer() throws IOException {
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> tunnel.startRemotePortForwarding(
                            new SshdSocketAddress("localhost", lease.sshPort()),
                            new SshdSocketAddress("127.0.0.1", container.port())))
                    .isInstanceOf(IOException.class);
            assertThat(former.service.isFree(lease.sshPort())).isTrue();
        }
    }
}
