package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.OpenTunnel;

/** A device's tunnel from its opening to its end. */
class ForwardingTest extends DeviceScene {
    private EchoServer container;

    @BeforeEach
    void startContainer() throws IOException {
        container = new EchoServer();
    }

    @AfterEach
    void stopContainer() throws IOException {
        container.close();
    }

    private ClientSession open() throws IOException {
        return open(container.port());
    }

    @Test
    void carriesRentersToTheDevice() throws IOException {
        open();

        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
        assertThat(server.changes).containsExactly(lease.deviceId());
    }

    @Test
    void countsSessionsAndBytes() throws IOException {
        open();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);

            OpenTunnel tunnel = server.service.open().get(0);
            assertThat(tunnel.sessions()).isEqualTo(1);
            assertThat(tunnel.bytesIn()).isEqualTo(5);
            assertThat(tunnel.bytesOut()).isEqualTo(5);
            assertThat(tunnel.from()).isEqualTo("127.0.0.1");
        }
        Eventually.within(
                TestDevice.PATIENCE,
                "the session is gone",
                () -> server.service.open().get(0).sessions() == 0);
    }

    @Test
    void returningDeviceTakesItsPortOverAtOnce() throws IOException {
        open();
        try (Socket renter = TestServer.connect(lease.sshPort());
                TestDevice again = new TestDevice(device.key())) {
            TestServer.echoes(renter);

            for (int time = 0; time < 10; time++) {
                again.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
                assertThat(TestServer.echoes(lease.sshPort())).isTrue();
            }

            TestServer.awaitCut(renter);
            assertThat(server.service.open()).hasSize(1);
        }
    }

    @Test
    void signingInAloneEndsTheOlderTunnel() throws IOException {
        ClientSession older = open();
        try (TestDevice again = new TestDevice(device.key())) {
            again.connect(server, lease.deviceId().toString());

            Eventually.within(TestDevice.PATIENCE, "the older one is cut", () -> !older.isOpen());
            assertThat(server.service.isFree(lease.sshPort())).isTrue();
        }
    }

    @Test
    void releaseCutsOpenConnections() throws IOException {
        ClientSession session = open();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);

            server.leases.release(lease);
            server.leaseChanged(lease.deviceId());
            TestServer.awaitCut(renter);

            Eventually.within(TestDevice.PATIENCE, "the device is cut", () -> !session.isOpen());
            assertThat(server.service.isFree(lease.sshPort())).isTrue();
            assertThat(server.service.isOpen(lease.deviceId())).isFalse();
        }
    }

    @Test
    void sweepFindsAReleaseWithoutAnEvent() throws IOException {
        open();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            server.leases.release(lease);

            TestServer.awaitCut(renter);
        }
    }

    @Test
    void nextGenerationEndsTheTunnelOfTheLast() throws IOException {
        ClientSession old = open();
        server.leases.release(lease);
        server.leases.allot(lease.deviceId(), 2, lease.sshPort(), device.publicKey());
        server.leaseChanged(lease.deviceId());

        Eventually.within(TestDevice.PATIENCE, "the old tunnel is cut", () -> !old.isOpen());
        open();

        assertThat(server.service.open()).extracting(OpenTunnel::generation).containsExactly(2);
    }

    @Test
    void newTunnelKeyEndsTheTunnelOfTheOld() throws IOException {
        ClientSession old = open();
        try (TestDevice other = new TestDevice()) {
            server.leases.update(lease.id(), active -> active.withAgent(other.publicKey(), active.webToken()));
            server.leaseChanged(lease.deviceId());

            Eventually.within(TestDevice.PATIENCE, "the old tunnel is cut", () -> !old.isOpen());
            other.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
            assertThat(TestServer.echoes(lease.sshPort())).isTrue();
        }
    }

    @Test
    void portGoesFromOneDeviceToAnother() throws IOException {
        open();
        server.leases.release(lease);
        try (TestDevice other = new TestDevice()) {
            Lease next = server.leases.allot(lease.sshPort(), other.publicKey());
            server.leaseChanged(next.deviceId());

            other.open(server, next.deviceId().toString(), next.sshPort(), container.port());

            assertThat(TestServer.echoes(next.sshPort())).isTrue();
            assertThat(server.service.open()).extracting(OpenTunnel::deviceId).containsExactly(next.deviceId());
        }
    }

    @Test
    void worksOnWhileTheDatabaseIsAway() throws IOException {
        ClientSession session = open();
        server.leases.broken(true);
        server.leaseChanged(lease.deviceId());
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();

        server.service.leaseStore = null;
        session.close(true);
        open();

        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void letsADeviceInBeforeTheEventOfItsLeaseArrives() throws IOException {
        open();
        try (TestDevice other = new TestDevice()) {
            Lease next = server.leases.allot(TestServer.freePort(), other.publicKey());

            assertThat(other.connect(server, next.deviceId().toString()).isAuthenticated())
                    .isTrue();
        }
    }

    @Test
    void abruptLossFreesThePort() throws IOException {
        ClientSession session = open();
        session.getIoSession().close(true);

        Eventually.within(TestDevice.PATIENCE, "the port is free", () -> server.service.isFree(lease.sshPort()));
        Eventually.within(
                TestDevice.PATIENCE,
                "both changes are told",
                () -> server.changes.equals(List.of(lease.deviceId(), lease.deviceId())));
    }

    @Test
    void adminClosesATunnelAndTheDeviceComesBack() throws IOException {
        open();

        server.service.close(lease.deviceId());
        assertThat(server.service.isFree(lease.sshPort())).isTrue();

        open();
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void cancelledForwardingFreesThePort() throws IOException {
        ClientSession session = open();

        session.stopRemotePortForwarding(new org.apache.sshd.common.util.net.SshdSocketAddress("", lease.sshPort()));

        Eventually.within(TestDevice.PATIENCE, "the port is free", () -> server.service.isFree(lease.sshPort()));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void opensAndCutsWhileNobodyCanBeTold() throws IOException {
        server.service.events = new StoppedEventAdmin();
        ClientSession session = open();
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();

        assertThat(server.service.close(lease.deviceId())).isTrue();

        Eventually.within(TestDevice.PATIENCE, "it is cut", () -> !session.isOpen());
        assertThat(server.service.isFree(lease.sshPort())).isTrue();
    }

    /** As Felix's, between two versions of its bundle. */
    private static final class StoppedEventAdmin implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            throw new IllegalStateException("The EventAdmin is stopped");
        }

        @Override
        public void sendEvent(Event event) {
            postEvent(event);
        }
    }

    @Test
    void stoppingClosesEverything() throws IOException {
        open();
        int port = server.port();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);

            server.close();
            TestServer.awaitCut(renter);

            assertThat(server.service.isFree(port)).isTrue();
            assertThat(server.service.isFree(lease.sshPort())).isTrue();
        }
    }

    @Test
    void closingWhatIsNotOpenChangesNothing() {
        server.service.close(UUID.randomUUID());

        assertThat(server.service.open()).isEmpty();
    }
}
