package org.p2pvps.agent.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.state.TunnelKey;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.agent.testing.FreePorts;
import org.p2pvps.agent.testing.Relay;
import org.p2pvps.protocol.RegisterAnswer;

/** The SSH tunnel against a real SSH server; the container's SSH server is a socket on an address of its own at port 22. */
@EnabledIf("mayListenOnPort22")
class SshTunnelTest {
    private static final String CONTAINER = "127.77.0.1";
    private static final String CONTAINER_MOVED = "127.77.0.2";

    private final SshServerFixture server = new SshServerFixture();
    private final ContainerAddress address = new ContainerAddress();
    private final SshConnector connector = new SshConnector(address);
    private final TunnelKey key = TunnelKey.create();
    private final int port = FreePorts.one();
    private final KeptConnection<TunnelTarget> tunnel = new KeptConnection<>(
            "test-tunnel",
            connector,
            new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1)),
            () -> {});
    private ServerSocket container;

    /** Root may, and so may anybody where the kernel says so; elsewhere there is no telling by this test. */
    static boolean mayListenOnPort22() {
        try (ServerSocket socket = listen(CONTAINER)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @BeforeEach
    void open() throws IOException {
        container = listen(CONTAINER);
        address.set(CONTAINER);
        server.accept(key.line());
        tunnel.start();
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        connector.close();
        server.close();
        container.close();
    }

    @Test
    void carriesConnectionsToTheContainer() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        assertThat(server.asked).extracting("port").containsExactly(port);
        exchange();
    }

    @Test
    void followsTheContainer() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        container.close();
        container = listen(CONTAINER_MOVED);
        address.set(CONTAINER_MOVED);
        exchange();
    }

    @Test
    void refusesConnectionsWhileThereIsNoContainer() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        address.set("");
        try (Socket renter = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(renter.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(tunnel.isUp()).isTrue();
    }

    @Test
    void comesBackAfterAPoliteGoodBye() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        server.disconnectAll();
        Eventually.holds("a second request", () -> server.asked.size() == 2);
        awaitUp();
        exchange();
    }

    @Test
    void opensAnotherTunnelBesideOneThatIsToFinish() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        try (Socket renter = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket inside = container.accept()) {
            server.drain();
            Eventually.holds("a second request", () -> server.asked.size() >= 2);

            // The first one goes on.
            inside.getOutputStream().write('x');
            assertThat(renter.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        server.stop();
        Eventually.holds("loss noticed", () -> !tunnel.isUp());
        server.start();
        awaitUp();
        exchange();
    }

    @Test
    void noticesSilenceWithinSecondsAndComesBack() throws Exception {
        try (Relay relay = new Relay(server.port())) {
            RegisterAnswer.Tunnel endpoint = server.endpoint(port);
            tunnel.want(target(
                    new RegisterAnswer.Tunnel(endpoint.host(), relay.port(), endpoint.hostKey(), endpoint.bindPort())));
            awaitUp();
            relay.setSilent(true);
            Eventually.holds("silence noticed", Duration.ofSeconds(15), () -> !tunnel.isUp());
            server.disconnectAll();
            relay.setSilent(false);
            Eventually.holds("back", Duration.ofSeconds(15), tunnel::isUp);
        }
    }

    @Test
    void acceptsNoOtherHostKey() {
        RegisterAnswer.Tunnel endpoint = server.endpoint(port);
        RegisterAnswer.Tunnel other = new RegisterAnswer.Tunnel(
                endpoint.host(), endpoint.port(), TunnelKey.create().line(), endpoint.bindPort());
        assertThatThrownBy(() -> connector.connect(target(other), () -> {})).isInstanceOf(IOException.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void failsAtOnceWithAKeyTheServerDoesNotKnow() {
        TunnelTarget stranger = new TunnelTarget(UUID.randomUUID(), server.endpoint(port), TunnelKey.create());
        assertThatThrownBy(() -> connector.connect(stranger, () -> {})).isInstanceOf(IOException.class);
    }

    @Test
    void closesWhenItIsNotWantedAnyMore() {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        tunnel.wantNone();
        Eventually.holds("closed", () -> !tunnel.isUp() && server.sessions() == 0);
    }

    @Test
    void goesToTheNewPortWhenTheLeaseChanges() {
        tunnel.want(target(server.endpoint(port)));
        awaitUp();
        int other = FreePorts.one();
        tunnel.want(target(server.endpoint(other)));
        Eventually.holds(
                "new port",
                () -> server.asked.size() == 2 && server.asked.get(1).getPort() == other && tunnel.isUp());
    }

    private TunnelTarget target(RegisterAnswer.Tunnel endpoint) {
        return new TunnelTarget(UUID.randomUUID(), endpoint, key);
    }

    private void awaitUp() {
        Eventually.holds("tunnel up", tunnel::isUp);
    }

    private void exchange() throws IOException {
        try (Socket renter = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket inside = container.accept()) {
            inside.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(renter.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
            renter.getOutputStream().write("there".getBytes(StandardCharsets.US_ASCII));
            assertThat(inside.getInputStream().readNBytes(5)).asString().isEqualTo("there");
        }
    }

    private static ServerSocket listen(String address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, 22));
        return socket;
    }
}
