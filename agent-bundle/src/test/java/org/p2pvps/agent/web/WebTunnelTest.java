package org.p2pvps.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
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
import org.p2pvps.protocol.SessionFrame;

/** The web tunnel against a gateway and a web server of raw sockets. */
class WebTunnelTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: attic\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = {SessionFrame.END, 0, 0};

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
    void carriesOneTlsSessionAfterTheOtherToPort443OverOneSocketAndThenRequestsToPort80() throws Exception {
        try (ServerSocket secure = secureContainer()) {
            tunnel.want(gateway.target());
            Socket visitor = gateway.next();
            for (int round = 0; round < 3; round++) {
                visitor.getOutputStream().write(frame("hello " + round));
                try (Socket server = secure.accept()) {
                    assertThat(read(server, 7)).isEqualTo("hello " + round);
                    server.getOutputStream().write("welcome".getBytes(StandardCharsets.US_ASCII));
                    assertThat(nextFrame(visitor)).isEqualTo(frame("welcome"));
                    if (round == 1) {
                        visitor.getOutputStream().write(END);
                        assertThat(server.getInputStream().read()).isEqualTo(-1);
                    }
                }
                assertThat(nextFrame(visitor)).isEqualTo(END);
                if (round != 1) {
                    visitor.getOutputStream().write(END);
                }
            }
            visitor.getOutputStream().write(REQUEST);
            try (Socket server = container.accept()) {
                assertThat(server.getInputStream().readNBytes(REQUEST.length)).isEqualTo(REQUEST);
            }
            assertThat(gateway.grants).hasValue(1);
        }
    }

    @Test
    void takesASessionThatComesRightBehindTheEndOfTheOneBefore() throws Exception {
        try (ServerSocket secure = secureContainer()) {
            tunnel.want(gateway.target());
            Socket visitor = gateway.next();
            visitor.getOutputStream().write(frame("one"));
            secure.accept().close();
            assertThat(nextFrame(visitor)).isEqualTo(END);
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(END);
            both.write(frame("two"));
            visitor.getOutputStream().write(both.toByteArray());
            try (Socket server = secure.accept()) {
                assertThat(read(server, 3)).isEqualTo("two");
            }
        }
    }

    @Test
    void keepsTheSocketOfASessionThatNothingListensForOrThatTheContainerBreaksOff() throws Exception {
        secureAddress = Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.one()));
        tunnel.want(gateway.target());
        Socket visitor = gateway.next();
        visitor.getOutputStream().write(frame("anybody there?"));
        assertThat(nextFrame(visitor)).isEqualTo(END);
        visitor.getOutputStream().write(frame("still?"));
        visitor.getOutputStream().write(END);
        try (ServerSocket secure = secureContainer()) {
            visitor.getOutputStream().write(frame("and now?"));
            Socket server = secure.accept();
            assertThat(read(server, 8)).isEqualTo("and now?");
            server.setSoLinger(true, 0);
            server.close();
            assertThat(nextFrame(visitor)).isEqualTo(END);
            visitor.getOutputStream().write(frame("what?"));
            visitor.getOutputStream().write(END);
            visitor.getOutputStream().write(frame("again"));
            try (Socket again = secure.accept()) {
                assertThat(read(again, 5)).isEqualTo("again");
            }
        }
    }

    @Test
    void carriesMuchOfASessionBothWaysInFramesOfAnySize() throws Exception {
        try (ServerSocket secure = secureContainer()) {
            tunnel.want(gateway.target());
            Socket visitor = gateway.next();
            byte[] large = new byte[5_000_000];
            new Random(7).nextBytes(large);
            Thread upload = inBackground(() -> {
                Random sizes = new Random(8);
                for (int at = 0; at < large.length; ) {
                    int length = Math.min(large.length - at, 1 + sizes.nextInt(sizes.nextBoolean() ? 0xffff : 50));
                    visitor.getOutputStream().write(frame(Arrays.copyOfRange(large, at, at + length)));
                    at += length;
                }
                visitor.getOutputStream().write(END);
            });
            try (Socket server = secure.accept()) {
                Thread download = inBackground(() -> {
                    server.getOutputStream().write(large);
                    server.shutdownOutput();
                });
                assertThat(Arrays.equals(server.getInputStream().readAllBytes(), large))
                        .isTrue();
                assertThat(Arrays.equals(readSession(visitor), large)).isTrue();
                download.join();
            }
            upload.join();
        }
    }

    @Test
    void givesUpASocketWhoseFramesItDoesNotKnow() throws Exception {
        try (ServerSocket secure = secureContainer()) {
            tunnel.want(gateway.target());
            Socket visitor = gateway.next();
            visitor.getOutputStream().write(frame("hello"));
            Socket server = secure.accept();
            visitor.getOutputStream().write(new byte[] {7, 0, 0});
            assertThat(visitor.getInputStream().read()).isEqualTo(-1);
            assertThat(read(server, 5)).isEqualTo("hello");
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            awaitAllWaiting();
        }
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

    private ServerSocket secureContainer() throws IOException {
        ServerSocket secure = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        secureAddress = Optional.of((InetSocketAddress) secure.getLocalSocketAddress());
        return secure;
    }

    private static byte[] frame(String text) {
        return frame(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] frame(byte[] bytes) {
        return ByteBuffer.allocate(SessionFrame.HEAD + bytes.length)
                .put((byte) SessionFrame.BYTES)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] nextFrame(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] head = socket.getInputStream().readNBytes(SessionFrame.HEAD);
        int length = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(1));
        return ByteBuffer.allocate(head.length + length)
                .put(head)
                .put(socket.getInputStream().readNBytes(length))
                .array();
    }

    private static byte[] readSession(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame = nextFrame(socket); !Arrays.equals(frame, END); frame = nextFrame(socket)) {
            all.write(frame, SessionFrame.HEAD, frame.length - SessionFrame.HEAD);
        }
        return all.toByteArray();
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
