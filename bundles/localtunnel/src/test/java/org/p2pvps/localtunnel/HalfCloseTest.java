package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors without TLS who end what they say with their request, as simple clients do. */
@SuppressWarnings("try") // A device is there to be there.
class HalfCloseTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LARGE = 8 << 20;

    private final AtomicBoolean cut = new AtomicBoolean();
    private TestGateway gateway;
    private Origin origin;
    private TestDevice device;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(Map.of());
        origin = new Origin((head, in, out) -> {
            if (head.startsWith("GET /large")) {
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[LARGE]);
            } else if (head.contains("Upgrade")) {
                out.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                cut.set(in.readAllBytes().length == 0);
                return false;
            } else {
                String body = head.startsWith("POST") ? Wire.body(head, in) : head.substring(0, head.indexOf(" HTTP"));
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
            }
            return true;
        });
        device = new TestDevice(gateway, origin.port(), 2);
    }

    @AfterEach
    void stop() throws IOException {
        device.close();
        origin.close();
        gateway.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n";
    }

    private Wire say(String all) throws IOException {
        Wire visitor = gateway.visit().send(all);
        visitor.socket.shutdownOutput();
        return visitor;
    }

    @Test
    void getTheirAnswersAndThenTheEnd() throws IOException {
        try (Wire visitor = say(get("/1") + get("/2") + get("/3"))) {
            for (int number = 1; number <= 3; number++) {
                assertThat(visitor.read().body()).isEqualTo("GET /" + number);
            }
            assertThat(visitor.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void getALargeAnswerWhole() throws IOException {
        try (Wire visitor = say(get("/large"))) {
            assertThat(visitor.read().body()).hasSize(LARGE);
            assertThat(visitor.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void haveTheirBodiesTaken() throws IOException {
        try (Wire visitor =
                say("POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 5\r\n\r\n" + "hello" + get("/2"))) {
            assertThat(visitor.read().body()).isEqualTo("hello");
            assertThat(visitor.read().body()).isEqualTo("GET /2");
            assertThat(visitor.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void getTheGatewaysOwnAnswers() throws IOException {
        try (Wire visitor = say("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")) {
            assertThat(visitor.read().status()).isEqualTo(404);
            assertThat(visitor.in().read()).isEqualTo(-1);
        }
        try (Wire visitor = say("nonsense\r\n\r\n")) {
            assertThat(visitor.read().status()).isEqualTo(400);
            assertThat(visitor.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void getNothingForHalfARequest() throws IOException {
        for (String half : new String[] {
            "",
            "GET / HTTP/1.1\r\nHost: mysite.l",
            "POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 5\r\n\r\nhel",
            "POST / HTTP/1.1\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
        }) {
            try (Wire visitor = say(half)) {
                assertThat(visitor.isCut()).isTrue();
            }
        }
        assertThat(origin.heads).noneMatch(head -> head.startsWith("GET / "));
    }

    @Test
    void endAChangedProtocolForBoth() throws IOException {
        try (Wire visitor = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
            assertThat(visitor.line()).startsWith("HTTP/1.1 101");
            visitor.socket.shutdownOutput();
            Eventually.within(SOON, "the device hears of it", cut::get);
            assertThat(visitor.isCut()).isTrue();
        }
    }

    /** So that a page that is left while it is made holds a device's connection only so long. */
    @Test
    void areTakenForGoneWhenNothingMoves() throws IOException {
        try (TestGateway other = new TestGateway(Map.of());
                Origin silent = new Origin((head, in, out) -> {
                    cut.set(in.read() < 0);
                    return false;
                });
                TestDevice its = new TestDevice(other, silent.port(), 1);
                Wire visitor = other.visit().send(get("/"))) {
            Eventually.within(SOON, "the request is there", () -> silent.heads.size() == 1);
            visitor.socket.shutdownOutput();
            visitor.socket.setSoTimeout(40_000);
            assertThat(visitor.isCut()).isTrue();
            Eventually.within(SOON, "the device hears of it", cut::get);
        }
    }
}
