package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as the RFCs have them, and what of them the visitor gets, to the octet. */
class ResponseConformanceTest {
    private static TestGateway gateway;
    private static Origin origin;
    private static TestDevice device;
    private static volatile Case current;

    /**
     * @param section of the RFC that says so
     * @param answer what the web server says
     * @param got what the visitor gets of it
     * @param lasts whether the visitor's connection stays open
     */
    record Case(String section, String request, String answer, String got, boolean lasts) {
        Case to(String other) {
            return new Case(section, other, answer, got, lasts);
        }

        Case last() {
            return new Case(section, request, answer, got, false);
        }

        @Override
        public String toString() {
            return section + ": " + answer.replace("\r\n", "⏎");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway(Map.of());
        origin = new Origin((head, in, out) -> {
            boolean isNext = head.startsWith("GET /next ");
            String answer = isNext ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext" : current.answer();
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return isNext || current.lasts();
        });
        device = new TestDevice(gateway, origin.port(), 4);
    }

    @AfterAll
    static void stop() throws IOException {
        device.close();
        origin.close();
        gateway.close();
    }

    static Stream<Case> answers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                same("9112 4, a reason in any words", "HTTP/1.1 299 Wa\u00f1t  more?\r\nContent-Length: 0\r\n\r\n"),
                of(
                        "9112 4, an empty reason",
                        "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"),
                of(
                        "9112 4, no reason",
                        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n"),
                same("9110 15, classes nobody knows", "HTTP/1.1 799 X\r\nContent-Length: 0\r\n\r\n"),
                of(
                        "9112 2.2, bare LFs",
                        "HTTP/1.1 200 OK\nX-A: 1\nContent-Length: 2\n\nhi",
                        ok + "X-A: 1\r\nContent-Length: 2\r\n\r\nhi"),
                same("9112 6.2", ok + "Content-Length: 5\r\n\r\nhello"),
                same("9110 8.6, none", ok + "Content-Length: 0\r\n\r\n"),
                same("9112 7.1", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
                same("9112 7.1.2", ok + "Trailer: X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX: 1\r\n\r\n"),
                of(
                                "9112 6.3, rule 8",
                                ok + "X-A: 1\r\n\r\nto the end",
                                ok + "X-A: 1\r\nConnection: close\r\n\r\nto the end")
                        .last(),
                of(
                        "9112 9.3, from HTTP/1.0",
                        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                        ok + "Content-Length: 2\r\n\r\nhi"),
                of(
                        "9112 9.6, the device's end is not the visitor's",
                        ok + "Connection: close\r\nContent-Length: 2\r\n\r\nhi",
                        ok + "Content-Length: 2\r\n\r\nhi"),
                of(
                        "9110 7.6.1",
                        ok
                                + "Connection: X-A\r\nX-A: 1\r\nKeep-Alive: timeout=5\r\nX-B: 2\r\nContent-Length: 0\r\n\r\n",
                        ok + "X-B: 2\r\nContent-Length: 0\r\n\r\n"),
                of(
                        "9110 7.8, an offer of another HTTP",
                        ok + "Connection: Upgrade\r\nUpgrade: h2,h2c\r\nContent-Length: 0\r\n\r\n",
                        ok + "Content-Length: 0\r\n\r\n"),
                of(
                        "9110 15.5.22",
                        "HTTP/1.1 426 Upgrade Required\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Content-Length: 0\r\n\r\n",
                        "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
                same(
                        "9110 5.3, cookies one by one",
                        ok + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n"),
                same("9110 15.3.5", "HTTP/1.1 204 No Content\r\n\r\n"),
                of(
                        "9110 8.6, no length with 204",
                        "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 204 No Content\r\n\r\n"),
                same(
                        "9110 15.4.5, with the length it would have",
                        "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"),
                same("9110 15.4.5", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n"),
                same("9110 9.3.2", ok + "Content-Length: 500\r\n\r\n").to("HEAD / HTTP/1.1\r\n"),
                same("9110 9.3.2, chunked", ok + "Transfer-Encoding: chunked\r\n\r\n")
                        .to("HEAD / HTTP/1.1\r\n"),
                same("9110 9.3.2, neither", ok + "X-A: 1\r\n\r\n").to("HEAD / HTTP/1.1\r\n"),
                same(
                        "9110 15.3.7",
                        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello"),
                same(
                        "9110 15.2.2 and 8297",
                        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok
                                + "Content-Length: 2\r\n\r\nhi"),
                of(
                                "9110 15.2, not to HTTP/1.0",
                                "HTTP/1.1 103 Early Hints\r\n\r\n" + ok + "Content-Length: 2\r\n\r\nhi",
                                ok + "Content-Length: 2\r\nConnection: close\r\n\r\nhi")
                        .to("GET / HTTP/1.0\r\n")
                        .last(),
                same(
                        "grpc-web: trailers are a frame of the body",
                        ok + "Content-Type: application/grpc-web+proto\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n7\r\n\0\0\0\0\2ab\r\n14\r\n\u0080\0\0\0\u000fgrpc-status:0\r\n\r\n0\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void reachesTheVisitorAsItShould(Case wanted) throws IOException {
        current = wanted;
        Eventually.within(Duration.ofSeconds(5), "the device is there", () -> gateway.service.open().stream()
                .anyMatch(site -> site.connections() > 0));
        try (Wire wire = gateway.visit()) {
            wire.send(wanted.request() + "Host: mysite.localhost\r\n\r\n");
            byte[] got = wire.in().readNBytes(wanted.got().length());

            assertThat(new String(got, StandardCharsets.ISO_8859_1)).isEqualTo(wanted.got());
            if (wanted.lasts()) {
                assertThat(wire.get("/next").body()).isEqualTo("next");
            } else {
                assertThat(wire.in().read()).isEqualTo(-1);
            }
        }
    }

    private static Case same(String section, String answer) {
        return of(section, answer, answer);
    }

    private static Case of(String section, String answer, String got) {
        return new Case(section, "GET / HTTP/1.1\r\n", answer, got, true);
    }
}
