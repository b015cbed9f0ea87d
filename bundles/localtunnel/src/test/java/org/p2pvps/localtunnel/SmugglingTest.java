package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers could read in two ways never reaches the device (RFC 9112, 11.2). */
class SmugglingTest {
    private static final String START = "POST / HTTP/1.1\r\nHost: mysite.localhost\r\n";

    private static TestGateway gateway;
    private static Origin origin;
    private static TestDevice device;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway(Map.of("headerTimeout", 1));
        origin = Origin.mirror();
        device = new TestDevice(gateway, origin.port(), 2);
        Eventually.within(
                Duration.ofSeconds(5),
                "the site works",
                () -> gateway.visit().get("/").status() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        device.close();
        origin.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                START + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                START + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                START + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                START + "Content-Length: 5, 5\r\n\r\nhello",
                START + "Content-Length: +5\r\n\r\nhello",
                START + "Content-Length: -1\r\n\r\n",
                START + "Content-Length: 0x5\r\n\r\nhello",
                START + "Content-Length: 5 \u000b\r\n\r\nhello",
                START + "Content-Length:\r\n\r\nhello",
                START + "Content-Length: 99999999999999999999\r\n\r\nhello",
                START + "Content-Length : 5\r\n\r\nhello",
                START + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
                START + " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "X: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "X: 1\r\n\tfolded\r\n\r\n",
                START + "X: 1\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "X: 1\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "X: 1\u0000\r\n\r\n",
                START + ": 1\r\n\r\n",
                START + "No colon\r\n\r\n",
                START + "X[]: 1\r\n\r\n",
                START + "Host: mysite.localhost\r\n\r\n",
                START + "Host: other.localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: mysite.localhost/x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: user@mysite.localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: mysite.localhost,other.localhost\r\n\r\n",
                "POST  / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST / HTTP/1.1 \r\nHost: mysite.localhost\r\n\r\n",
                "POST\t/\tHTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                " POST / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "P(ST / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST relative HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST /\u0080 HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST * HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST / http/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST /\r\nHost: mysite.localhost\r\n\r\n",
                "\r\n\r\nPOST / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "\u0016\u0003\u0001 not HTTP at all\r\n\r\n"
            })
    void refusesHead(String request) throws IOException {
        try (Wire wire = gateway.visit()) {
            Wire.Reply reply = wire.send(request + "GET /smuggled HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n")
                    .read();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.headers()).containsEntry("connection", "close");
            assertThat(wire.isCut()).isTrue();
            assertThat(origin.heads).noneMatch(SmugglingTest::isRefused);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip, chunked",
                "chunked, gzip",
                "chunked, chunked",
                "identity",
                "xchunked",
                "\"chunked\"",
                "chunked;a=b",
                "",
                "chunked\r\nTransfer-Encoding: chunked"
            })
    void refusesCoding(String coding) throws IOException {
        try (Wire wire = gateway.visit()) {
            wire.send(START + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");

            assertThat(wire.read().status()).isEqualTo(501);
            assertThat(wire.isCut()).isTrue();
            assertThat(origin.heads).noneMatch(SmugglingTest::isRefused);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello\r\n0\r\n\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhelloX\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "-1\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                "g\r\nhello\r\n0\r\n\r\n",
                "0000000000000005\r\nhello\r\n0\r\n\r\n",
                "ffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "5;a\nb\r\nhello\r\n0\r\n\r\n",
                "5;a\u0000\r\nhello\r\n0\r\n\r\n",
                "0\r\n\nGET",
                "0\r\nContent-Length: 5\r\n\r\n",
                "0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "0\r\nX : 1\r\n\r\n",
                "0\r\nX: 1\n\r\n",
                "0\r\n folded\r\n\r\n"
            })
    void refusesChunks(String body) throws IOException {
        try (Wire wire = gateway.visit()) {
            wire.send("POST /chunks HTTP/1.1\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
            int status = statusOf(wire);

            // The site may have answered before the body's end was seen; the connection ends in any case.
            assertThat(status).isIn(200, 400);
            assertThat(wire.isCut()).isTrue();
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        assertThat(answer("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(answer("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n" + "X: 1\r\n".repeat(200) + "\r\n"))
                .isEqualTo(431);
        assertThat(answer("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n"))
                .isEqualTo(414);
        assertThat(answer("X".repeat(40_000))).isEqualTo(431);
    }

    @Test
    void refusesOtherVersionsAndProxying() throws IOException {
        assertThat(answer("GET / HTTP/2.0\r\nHost: mysite.localhost\r\n\r\n")).isEqualTo(505);
        assertThat(answer("GET / HTTP/1.2\r\nHost: mysite.localhost\r\n\r\n")).isEqualTo(505);
        assertThat(answer("CONNECT mysite.localhost:80 HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n"))
                .isEqualTo(405);
    }

    @Test
    void takesTheHostOfAnAbsoluteTarget() throws IOException {
        try (Wire wire = gateway.visit()) {
            String head = wire.send("GET http://MYSITE.localhost/x HTTP/1.1\r\nHost: other.localhost\r\n\r\n")
                    .read()
                    .body();
            assertThat(head).startsWith("GET /x HTTP/1.1\r\nHost: mysite.localhost\r\n");
        }
    }

    @Test
    void slowHeaderTimesOut() throws IOException {
        try (Wire wire = gateway.visit()) {
            assertThat(wire.send("GET / HTTP/1.1\r\nHo").read().status()).isEqualTo(408);
            assertThat(wire.isCut()).isTrue();
        }
    }

    /** Of the requests here that are let through, none looks like this. */
    private static boolean isRefused(String head) {
        return head.startsWith("POST / ") || head.contains("smuggled");
    }

    private static int answer(String request) throws IOException {
        try (Wire wire = gateway.visit()) {
            int status = wire.send(request).read().status();
            assertThat(wire.isCut()).isTrue();
            return status;
        }
    }

    private static int statusOf(Wire wire) {
        try {
            return wire.read().status();
        } catch (IOException cutBeforeTheAnswer) {
            return 400;
        }
    }
}
