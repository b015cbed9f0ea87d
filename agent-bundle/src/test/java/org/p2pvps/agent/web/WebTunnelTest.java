package org.p2pvps.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.KeptConnection;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.agent.testing.FreePorts;

/** The web tunnel against a gateway and a web server of raw sockets. */
class WebTunnelTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: attic\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketLoop loop = new SocketLoop("test-web-sockets");
    private FakeGateway gateway;
    private ServerSocket container;
    private volatile Optional<InetSocketAddress> containerAddress = Optional.empty();
    private volatile Optional<InetSocketAddress> secureAddress = Optional.empty();
    private KeptConnection<WebTarget> tunnel;

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
        container = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        containerAddress = Optional.of((InetSocketAddress) container.getLocalSocketAddress());
        loop.start();
        tunnel = new KeptConnection<>(
                "test-web",
                WebConnector.to(
                        new JsonCodec(),
                        loop,
                        port -> port == WebServer.HTTPS ? secureAddress : containerAddress,
                        new Random(1)),
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), new Random(2)),
                () -> {});
        tunnel.start();
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        loop.close();
        container.close();
        gateway.close();
    }

    @Test
    void keepsAsManySocketsOpenAsGranted() {
        tunnel.want(gateway.target());
        awaitAllWaiting();
    }

    @Test
    void carriesRequestAndAnswerSeveralTimesOverOneSocket() throws Exception {
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(REQUEST);
        try (Socket server = container.accept()) {
            for (int round = 0; round < 3; round++) {
                if (round > 0) {
                    visitor.getOutputStream().write(REQUEST);
                }
                assertThat(server.getInputStream().readNBytes(REQUEST.length)).isEqualTo(REQUEST);
                server.getOutputStream().write(("answer " + round).getBytes(StandardCharsets.US_ASCII));
                assertThat(read(visitor, 8)).isEqualTo("answer " + round);
            }
        }
    }

    @Test
    void carriesTlsSessionsToPort443AndKeepsItsSocketsForRequestsBesides() throws Exception {
        try (ServerSocket secure = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            secureAddress = Optional.of((InetSocketAddress) secure.getLocalSocketAddress());
            tunnel.want(gateway.target());
            for (int session = 0; session < 3 * gateway.sockets; session++) {
                Socket visitor = gateway.next();
                visitor.getOutputStream().write(new byte[] {22, 3, 1, 0});
                Socket server = secure.accept();
                assertThat(server.getInputStream().readNBytes(4)).isEqualTo(new byte[] {22, 3, 1, 0});
                server.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertThat(read(visitor, 5)).isEqualTo("hello");
            }
            awaitAllWaiting();
        }
    }

    @Test
    void closesTheSocketOfASessionThatNothingListensFor() throws Exception {
        secureAddress = Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one()));
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(new byte[] {22, 3, 1, 0});
        assertThat(visitor.getInputStream().read()).isEqualTo(-1);
        awaitAllWaiting();
    }

    @Test
    void leavesTheContainerAloneUntilSomebodyVisits() throws Exception {
        tunnel.want(gateway.target());
        awaitAllWaiting();
        container.setSoTimeout(300);
        assertThat(accepts()).isFalse();
        gateway.next().getOutputStream().write(REQUEST);
        assertThat(accepts()).isTrue();
    }

    @Test
    void opensAnotherSocketWhenOneIsUsedUp() throws Exception {
        tunnel.want(gateway.target());
        for (int visit = 0; visit < 20; visit++) {
            Socket visitor = gateway.next();
            visitor.getOutputStream().write(REQUEST);
            try (Socket server = container.accept()) {
                server.getInputStream().readNBytes(REQUEST.length);
                server.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(new String(visitor.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("bye");
            visitor.close();
        }
        assertThat(gateway.grants).hasValue(1);
        awaitAllWaiting();
    }

    @Test
    void opensMoreSocketsWhileTheFirstAreBusy() throws Exception {
        gateway.sockets = 40;
        tunnel.want(gateway.target());
        Eventually.holds("some wait", () -> gateway.waiting() >= 8);
        assertThat(gateway.waiting()).isLessThan(40);
        List<Socket> visitors = new ArrayList<>();
        for (int visit = 0; visit < 40; visit++) {
            Socket visitor = gateway.next();
            visitors.add(visitor);
            visitor.getOutputStream().write(REQUEST);
        }
        assertThat(gateway.waiting()).isZero();
        for (Socket visitor : visitors) {
            visitor.close();
        }
        Eventually.holds("some wait again", () -> gateway.waiting() >= 8);
        assertThat(gateway.waiting()).isLessThan(40);
    }

    @Test
    void closesTheSocketWhenNothingListensAndGoesOn() throws Exception {
        containerAddress = Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one()));
        tunnel.want(gateway.target());
        for (int visit = 0; visit < 6; visit++) {
            Socket visitor = gateway.next();
            visitor.getOutputStream().write(REQUEST);
            assertThat(visitor.getInputStream().read()).isEqualTo(-1);
            visitor.close();
        }
        containerAddress = Optional.of((InetSocketAddress) container.getLocalSocketAddress());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(REQUEST);
        try (Socket server = container.accept()) {
            assertThat(server.getInputStream().readNBytes(REQUEST.length)).isEqualTo(REQUEST);
        }
        assertThat(gateway.grants).hasValue(1);
    }

    @Test
    void closesTheSocketWhileThereIsNoContainer() throws Exception {
        containerAddress = Optional.empty();
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(REQUEST);
        assertThat(visitor.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void passesOnTheEndOfARequestAndStillBringsTheAnswer() throws Exception {
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(REQUEST);
        visitor.shutdownOutput();
        try (Socket server = container.accept()) {
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(REQUEST);
            server.getOutputStream().write("late".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(new String(visitor.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("late");
    }

    @Test
    void bringsWhatWasSaidBeforeTheContainerBrokeOff() throws Exception {
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(REQUEST);
        Socket server = container.accept();
        server.getOutputStream().write("early".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(visitor, 5)).isEqualTo("early");
        server.setSoLinger(true, 0);
        server.close();
        assertThat(visitor.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void carriesMuchInBothDirectionsAndHoldsBackWhoIsFaster() throws Exception {
        tunnel.want(gateway.target());
        byte[] large = new byte[20_000_000];
        new Random(7).nextBytes(large);
        Socket visitor = gateway.next();
        Thread upload = inBackground(() -> {
            visitor.getOutputStream().write(large);
            visitor.shutdownOutput();
        });
        try (Socket server = container.accept()) {
            Thread download = inBackground(() -> {
                server.getOutputStream().write(large);
                server.shutdownOutput();
            });
            assertThat(Arrays.equals(server.getInputStream().readAllBytes(), large))
                    .isTrue();
            assertThat(Arrays.equals(visitor.getInputStream().readAllBytes(), large))
                    .isTrue();
            download.join();
        }
        upload.join();
    }

    @Test
    void asksForTheNameAgainWhenTheGatewayForgotIt() throws Exception {
        tunnel.want(gateway.target());
        awaitAllWaiting();
        gateway.forget();
        Eventually.holds("second grant", () -> gateway.grants.get() == 2);
        awaitAllWaiting();
    }

    @Test
    void comesBackWhenTheGatewayDoes() throws Exception {
        tunnel.want(gateway.target());
        awaitAllWaiting();
        gateway.goDown();
        Eventually.holds("loss noticed", () -> !tunnel.isUp());
        gateway.comeBack();
        awaitAllWaiting();
    }

    @Test
    void triesAgainWhenTheGatewayRefuses() {
        gateway.status = 503;
        tunnel.want(gateway.target());
        Eventually.holds("not up", () -> !tunnel.isUp());
        gateway.status = 200;
        awaitAllWaiting();
    }

    @Test
    void closesEverythingWhenItIsNotWantedAnyMore() throws Exception {
        tunnel.want(gateway.target());
        awaitAllWaiting();
        Socket waiting = gateway.next();
        tunnel.wantNone();
        assertThat(waiting.getInputStream().read()).isEqualTo(-1);
    }

    private void awaitAllWaiting() {
        Eventually.holds("all sockets wait", () -> gateway.waiting() == gateway.sockets);
    }

    private boolean accepts() throws IOException {
        try (Socket server = container.accept()) {
            return server.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String read(Socket socket, int count) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(count), StandardCharsets.US_ASCII);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
        return thread;
    }
}
