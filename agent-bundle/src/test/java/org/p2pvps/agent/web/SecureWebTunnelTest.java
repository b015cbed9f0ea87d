package org.p2pvps.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.protocol.RegisterAnswer;

/** The web tunnel over TLS with a gateway that is known by its key. */
class SecureWebTunnelTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: attic\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final SocketLoop loop = new SocketLoop("test-web-sockets");
    private FakeGateway gateway;
    private TlsGateway tls;
    private ServerSocket container;
    private KeptConnection<WebTarget> tunnel;

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
        tls = new TlsGateway(gateway, folder);
        gateway.shownPort = tls.port();
        container = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Optional<InetSocketAddress> address = Optional.of((InetSocketAddress) container.getLocalSocketAddress());
        loop.start();
        tunnel = new KeptConnection<>(
                "test-web",
                WebConnector.to(new JsonCodec(), loop, port -> address, new Random(1)),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), new Random(2)),
                () -> {});
        tunnel.start();
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        loop.close();
        container.close();
        tls.close();
        gateway.close();
    }

    private WebTarget target(String key) {
        // Nothing listens in the clear where the name is asked for.
        return new WebTarget(new RegisterAnswer.Web(
                "http://127.0.0.1:1", FakeGateway.NAME, FakeGateway.TOKEN, new RegisterAnswer.Secure(tls.port(), key)));
    }

    @Test
    void asksForTheNameAndKeepsItsSocketsOverTls() {
        tunnel.want(target(tls.key()));
        Eventually.holds("all sockets wait", () -> gateway.waiting() == gateway.sockets);
        assertThat(tls.handshakes.get()).isGreaterThan(gateway.sockets);
    }

    @Test
    void carriesRequestAndAnswerSeveralTimesOverOneSocket() throws Exception {
        tunnel.want(target(tls.key()));
        Socket visitor = gateway.next();
        visitor.setSoTimeout(10_000);
        visitor.getOutputStream().write(REQUEST);
        try (Socket server = container.accept()) {
            for (int round = 0; round < 3; round++) {
                if (round > 0) {
                    visitor.getOutputStream().write(REQUEST);
                }
                assertThat(server.getInputStream().readNBytes(REQUEST.length)).isEqualTo(REQUEST);
                server.getOutputStream().write(("answer " + round).getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(visitor.getInputStream().readNBytes(8), StandardCharsets.US_ASCII))
                        .isEqualTo("answer " + round);
            }
        }
    }

    @Test
    void carriesMuchBothWaysAtOnceAndWaitsForWhoIsSlow() throws Exception {
        byte[] up = random(3 << 20);
        byte[] down = random(5 << 20);
        tunnel.want(target(tls.key()));
        Socket visitor = gateway.next();
        visitor.setSoTimeout(20_000);
        Thread sending = new Thread(() -> write(visitor, up));
        sending.start();
        try (Socket server = container.accept()) {
            server.setSoTimeout(20_000);
            Thread answering = new Thread(() -> write(server, down));
            answering.start();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            InputStream fromDevice = visitor.getInputStream();
            assertThat(fromDevice.readNBytes(down.length)).isEqualTo(down);
            assertThat(server.getInputStream().readNBytes(up.length)).isEqualTo(up);
            sending.join();
            answering.join();
        }
        assertThat(visitor.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void tellsNothingToAGatewayWithAnotherKey() {
        tunnel.want(target(Base64.getEncoder().encodeToString(new byte[32])));
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        assertThat(gateway.grants).hasValue(0);
        assertThat(tls.handshakes).hasValue(0);
        assertThat(tunnel.isUp()).isFalse();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
