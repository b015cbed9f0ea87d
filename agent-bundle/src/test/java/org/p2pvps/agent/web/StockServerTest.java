package org.p2pvps.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.testing.Eventually;

/** The agent's web tunnel at a LocalTunnel server that knows nothing of prefaces, tokens and devices. */
class StockServerTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nhost: attic\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final SocketLoop loop = new SocketLoop("test-web-sockets");
    private StockServer server;
    private ServerSocket container;
    private KeptConnection<WebTarget> tunnel;

    @BeforeEach
    void open() throws IOException {
        server = new StockServer();
        container = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        InetSocketAddress address = (InetSocketAddress) container.getLocalSocketAddress();
        Thread webServer = new Thread(this::serve, "web-server");
        webServer.setDaemon(true);
        webServer.start();
        loop.start();
        tunnel = new KeptConnection<>(
                "test-web",
                WebConnector.to(new JsonCodec(), loop, port -> Optional.of(address), new Random(1)),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), new Random(2)),
                () -> {});
        tunnel.start();
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        loop.close();
        container.close();
        server.close();
    }

    @Test
    void holdsAsManySocketsAsTheServerTakesAndNoMore() throws IOException {
        tunnel.want(server.target());
        Eventually.holds("ten sockets", () -> server.connected() == StockServer.MOST_SOCKETS);
        for (int visit = 0; visit < 30; visit++) {
            assertThat(server.visit(REQUEST, ANSWER.length())).isEqualTo(ANSWER);
        }
        assertThat(server.refused).hasValue(0);
        assertThat(server.connected()).isEqualTo(StockServer.MOST_SOCKETS);
    }

    @Test
    void hasItsNameBackAfterTheServerForgotIt() throws IOException {
        tunnel.want(server.target());
        assertThat(server.visit(REQUEST, ANSWER.length())).isEqualTo(ANSWER);

        server.drop();

        assertThat(server.visit(REQUEST, ANSWER.length())).isEqualTo(ANSWER);
    }

    @Test
    void servesNoOtherNameAndWaitsForItsOwn() throws IOException {
        server.occupy();
        tunnel.want(server.target());
        Eventually.holds("a random name was given", () -> server.serves("random-1"));
        assertThat(tunnel.isUp()).isFalse();

        server.drop();

        assertThat(server.visit(REQUEST, ANSWER.length())).isEqualTo(ANSWER);
    }

    private void serve() {
        try {
            while (true) {
                Socket visitor = container.accept();
                Thread thread = new Thread(() -> answer(visitor), "web-server");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void answer(Socket visitor) {
        try (visitor) {
            while (visitor.getInputStream().readNBytes(REQUEST.length()).length == REQUEST.length()) {
                visitor.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // The tunnel is.
        }
    }
}
