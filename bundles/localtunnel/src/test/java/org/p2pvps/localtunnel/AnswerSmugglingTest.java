package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.tunnel.WebGateway.OpenSite;

/** A hostile device can't speak out of turn to visitors, who may come for another site over the same connection. */
@SuppressWarnings("try") // A device is there to be there.
class AnswerSmugglingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
                "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: 1\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: \u0001\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n",
                "HTTP/1.1 2000 High\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n"
            })
    void isBadGateway(String answer) throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of());
                Origin origin = Origin.saying(answer);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.get("/");

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("not proper HTTP");
        }
    }

    @Test
    void whatFollowsAnAnswerIsNoAnswerToTheNextRequest() throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of());
                Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            for (int time = 0; time < 5; time++) {
                assertThat(visitor.get("/").body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void brokenChunksBesideTheHeadAreABadGateway() throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of());
                Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nevil");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            assertThat(visitor.get("/").status()).isEqualTo(502);
            assertThat(visitor.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void brokenChunksLaterEndTheVisitorsConnection() throws IOException {
        CountDownLatch headSeen = new CountDownLatch(1);
        Origin.Handler breaking = (head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            Eventually.within(Duration.ofSeconds(5), "the head was seen", () -> headSeen.getCount() == 0);
            out.write("evil".getBytes(StandardCharsets.US_ASCII));
            return true;
        };
        try (TestGateway gateway = new TestGateway(Map.of());
                Origin origin = new Origin(breaking);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            assertThat(visitor.line()).endsWith("200 OK");
            headSeen.countDown();

            assertThat(visitor.isCut()).isTrue();
            Eventually.within(
                    Duration.ofSeconds(5),
                    "the device is back",
                    () -> gateway.service.open().stream()
                                    .mapToInt(OpenSite::connections)
                                    .sum()
                            == 1);
        }
    }

    @Test
    void endlessInterimAnswersAreCut() throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of());
                Origin origin = Origin.saying("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50));
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            assertThat(visitor.isCut()).isTrue();
        }
    }
}
