package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets and other protocols that begin as HTTP (RFC 9110, 7.8; RFC 6455, 4), and events that are sent one by one. */
@SuppressWarnings("try") // A device is there to be there.
class UpgradeTest {
    /** MiB that go through one connection each way: 64, or {@code -Dupgrade.mib=1024}. */
    private static final int PIECES = Integer.getInteger("upgrade.mib", 64);

    private static final String REQUEST = "GET /chat HTTP/1.1\r\n"
            + "Host: mysite.localhost\r\n"
            + "Connection: keep-alive, Upgrade\r\n"
            + "Upgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final int MIB = 1024 * 1024;

    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(Map.of());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void bytesSaidBeforeTheSwitchArrive() throws Exception {
        CountDownLatch mayAgree = new CountDownLatch(1);
        Origin.Handler late = (head, in, out) -> {
            Eventually.within(Duration.ofSeconds(5), "it may agree", () -> mayAgree.getCount() == 0);
            out.write(SWITCH.getBytes(StandardCharsets.US_ASCII));
            out.write(in.readNBytes(10));
            return false;
        };
        try (Origin origin = new Origin(late);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send(REQUEST + "early");
            Eventually.within(Duration.ofSeconds(5), "the request is there", () -> origin.heads.size() == 1);
            visitor.send("bytes");
            mayAgree.countDown();

            assertThat(text(visitor, SWITCH.length() + 10)).isEqualTo(SWITCH + "earlybytes");
        }
    }

    @Test
    void bytesAfterARefusedSwitchAreTheNextRequest() throws Exception {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send(REQUEST + "GET /next HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");

            assertThat(visitor.read().body()).isEqualTo("no");
            assertThat(visitor.read().body()).isEqualTo("no");
            assertThat(origin.heads.get(1)).startsWith("GET /next ");
        }
    }

    @Test
    void carriesMuchBothWaysAtOnce() throws Exception {
        Origin.Handler echo = (head, in, out) -> {
            out.write(SWITCH.getBytes(StandardCharsets.US_ASCII));
            in.transferTo(out);
            return false;
        };
        try (Origin origin = new Origin(echo);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send(REQUEST);
            assertThat(text(visitor, SWITCH.length())).isEqualTo(SWITCH);
            byte[] piece = new byte[MIB];
            new Random(3).nextBytes(piece);
            Origin.start(() -> sendOften(visitor, piece));

            for (int count = 0; count < PIECES; count++) {
                assertThat(Arrays.equals(visitor.in().readNBytes(MIB), piece)).isTrue();
            }
        }
    }

    @Test
    void endsForBothWhenEitherEnds() throws Exception {
        Origin.Handler hangingUp = (head, in, out) -> {
            out.write(SWITCH.getBytes(StandardCharsets.US_ASCII));
            return in.read() < 0;
        };
        try (Origin origin = new Origin(hangingUp);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire leaving = gateway.visit();
                Wire left = gateway.visit()) {
            text(leaving.send(REQUEST), SWITCH.length());
            leaving.close();
            Eventually.within(Duration.ofSeconds(5), "the server heard of it", () -> origin.connections() == 0);

            text(left.send(REQUEST), SWITCH.length());
            left.send("bye");
            assertThat(left.isCut()).isTrue();
        }
    }

    @Test
    void aPostMayNotSwitchBeforeItsEnd() throws Exception {
        try (Origin origin = Origin.saying(SWITCH);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send(REQUEST.replace("GET", "POST").replace("\r\n\r\n", "\r\nContent-Length: 5\r\n\r\n") + "hel");

            assertThat(visitor.read().status()).isEqualTo(502);
        }
    }

    @Test
    void eventsArriveOneByOne() throws Exception {
        CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
        Origin.Handler events = (head, in, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int number = 0; number < seen.length; number++) {
                say(out, "9\r\ndata: " + number + "\n\n\r\n");
                CountDownLatch latch = seen[number];
                Eventually.within(Duration.ofSeconds(5), "the event was seen", () -> latch.getCount() == 0);
            }
            say(out, "0\r\n\r\n");
            return true;
        };
        try (Origin origin = new Origin(events);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nAccept: text/event-stream\r\n\r\n");
            assertThat(visitor.line()).endsWith("200 OK");
            visitor.headers();
            for (int number = 0; number < seen.length; number++) {
                assertThat(text(visitor, 14)).isEqualTo("9\r\ndata: " + number + "\n\n\r\n");
                seen[number].countDown();
            }
            assertThat(text(visitor, 5)).isEqualTo("0\r\n\r\n");
        }
    }

    private static void sendOften(Wire visitor, byte[] piece) {
        try {
            for (int count = 0; count < PIECES; count++) {
                visitor.out().write(piece);
            }
        } catch (IOException over) {
            // The reader will say what is missing.
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Wire wire, int length) throws IOException {
        return new String(wire.in().readNBytes(length), StandardCharsets.ISO_8859_1);
    }
}
