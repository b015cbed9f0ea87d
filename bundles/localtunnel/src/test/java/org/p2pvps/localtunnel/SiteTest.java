package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.tunnel.WebGateway.OpenSite;

/** What a visitor of a site sees, byte by byte. */
@SuppressWarnings("try") // A device is there to be there.
class SiteTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(Map.of("waitTimeout", 1, "responseTimeout", 1, "headerTimeout", 1));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void servesManyRequestsOverOneConnectionEachWay() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            for (int time = 0; time < 20; time++) {
                Wire.Reply reply = visitor.get("/");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo("hello");
            }
            assertThat(origin.connections()).isEqualTo(1);
            assertThat(gateway.service.open()).containsExactly(new OpenSite("mysite", gateway.lease.deviceId(), 1));
            assertThat(device.grant.sockets()).isEqualTo(256);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 4);
                Wire visitor = gateway.visit()) {
            StringBuilder requests = new StringBuilder();
            for (int number = 0; number < 50; number++) {
                requests.append("GET /" + number + " HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            }
            visitor.send(requests.toString());
            for (int number = 0; number < 50; number++) {
                assertThat(visitor.read().body()).startsWith("GET /" + number + " ");
            }
            assertThat(device.grant.id()).isEqualTo("mysite");
        }
    }

    @Test
    void tellsTheDeviceWhoVisitsAndBelievesNoClaims() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            String head = visitor.send("GET /a?b HTTP/1.1\r\nHost: MySite.localhost:99\r\nX-Forwarded-For: 6.6.6.6\r\n"
                            + "X-Forwarded-Anything: x\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n"
                            + "Connection: keep-alive, X-Private\r\nX-Private: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n"
                            + "Proxy-Connection: close\r\nX-Kept: Yes\r\n\r\n")
                    .read()
                    .body();

            assertThat(head.lines())
                    .containsExactly(
                            "GET /a?b HTTP/1.1",
                            "Host: mysite.localhost:99",
                            "X-Kept: Yes",
                            "X-Forwarded-For: 127.0.0.1",
                            "X-Forwarded-Proto: http",
                            "X-Forwarded-Host: mysite.localhost:99",
                            "Forwarded: for=127.0.0.1;host=\"mysite.localhost:99\";proto=http",
                            "");
        }
    }

    @Test
    void passesChunksAndTrailers() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                        + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-Sum: 42\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.get("/");

            assertThat(reply.body()).isEqualTo("hello world");
            assertThat(reply.headers()).containsEntry("trailer x-sum", "42");
            assertThat(visitor.get("/").body()).isEqualTo("hello world");
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            for (int time = 0; time < 2; time++) {
                Wire.Reply reply = visitor.send("HEAD / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n")
                        .read(true);
                assertThat(reply.headers()).containsEntry("content-length", "500");
            }
        }
    }

    @Test
    void passesTheInvitationToContinue() throws IOException {
        Origin.Handler polite = (head, in, out) -> {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] body = in.readNBytes(4);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            return true;
        };
        try (Origin origin = new Origin(polite);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            visitor.send(
                    "POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(visitor.read().status()).isEqualTo(100);
            assertThat(visitor.send("body").read().body()).isEqualTo("body");
        }
    }

    @Test
    void passesAnAnswerThatEndsWithTheConnection() throws IOException {
        Origin.Handler old = (head, in, out) -> {
            out.write("HTTP/1.0 200 OK\r\n\r\nuntil the end".getBytes(StandardCharsets.US_ASCII));
            return false;
        };
        try (Origin origin = new Origin(old);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.get("/");

            assertThat(reply.body()).isEqualTo("until the end");
            assertThat(reply.headers()).containsEntry("connection", "close");
        }
    }

    @Test
    void changesProtocolAndPipesBothWays() throws IOException {
        Origin.Handler switching = (head, in, out) -> {
            out.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst"
                    .getBytes(StandardCharsets.US_ASCII));
            in.transferTo(out);
            return false;
        };
        try (Origin origin = new Origin(switching);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nConnection: Upgrade\r\n"
                            + "Upgrade: echo\r\n\r\n")
                    .read();
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.headers()).containsEntry("upgrade", "echo");
            assertThat(origin.heads.get(0)).contains("Connection: Upgrade\r\nUpgrade: echo\r\n");

            assertThat(new String(visitor.in().readNBytes(5), StandardCharsets.US_ASCII))
                    .isEqualTo("first");
            visitor.send("not HTTP \r\n\r\n at all");
            assertThat(new String(visitor.in().readNBytes(20), StandardCharsets.US_ASCII))
                    .isEqualTo("not HTTP \r\n\r\n at all".substring(0, 20));
        }
    }

    @Test
    void triesAnotherConnectionWhenOneDiesUnanswered() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
            try (TestDevice device = new TestDevice(grant, origin.port(), 1)) {
                Eventually.within(Duration.ofSeconds(5), "the first joined", () -> connections() == 1);
                Socket dying = TestDevice.connect(grant);
                Eventually.within(Duration.ofSeconds(5), "the second joined", () -> connections() == 2);
                Origin.start(() -> {
                    try (dying) {
                        dying.getInputStream().read();
                    } catch (IOException cut) {
                        // It was to die anyway.
                    }
                });
                try (Wire visitor = gateway.visit()) {
                    assertThat(visitor.get("/").body()).isEqualTo("ok");
                }
            }
        }
    }

    @Test
    void saysWhenNothingListens() throws IOException {
        int nobody = TestGateway.freePort();
        try (TestDevice device = new TestDevice(gateway, nobody, 4);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.get("/");

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("no web server answers");
            assertThat(visitor.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void saysWhenTheDeviceIsOffline() throws IOException {
        try (Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.send(
                            "GET / HTTP/1.1\r\nHost: mysite.localhost\r\nAccept: application/json\r\n\r\n")
                    .read();

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.headers())
                    .containsEntry("content-type", "application/problem+json")
                    .containsEntry("retry-after", "5");
            assertThat(reply.body()).contains("\"code\":\"site-offline\"").contains("\"status\":503");
        }
    }

    @Test
    void saysWhenThereIsNoSuchSite() throws IOException {
        try (Wire visitor = gateway.visit()) {
            for (String host : new String[] {"other.localhost", "a.mysite.localhost", "mysite.example.org", "x"}) {
                Wire.Reply reply = visitor.send("GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html,*/*\r\n\r\n")
                        .read();
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.headers()).containsEntry("content-type", "text/html; charset=utf-8");
                assertThat(reply.body()).contains("There is no site by this name");
            }
        }
    }

    @Test
    void saysWhenTheSiteTakesTooLong() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> in.read() >= 0);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit();
                Wire waiting = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            assertThat(waiting.get("/").status()).isEqualTo(504);
            assertThat(visitor.read().status()).isEqualTo(504);
        }
    }

    @Test
    void refusesWhenTooManyWait() throws IOException {
        gateway.close();
        gateway = new TestGateway(Map.of("waiting", 2));
        try (Origin origin = new Origin((head, in, out) -> in.read() >= 0);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire one = gateway.visit();
                Wire two = gateway.visit();
                Wire three = gateway.visit();
                Wire four = gateway.visit()) {
            String request = "GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n";
            Eventually.within(Duration.ofSeconds(5), "the device is there", () -> connections() == 1);
            one.send(request);
            Eventually.within(Duration.ofSeconds(5), "one is served", () -> origin.heads.size() == 1);
            two.send(request);
            three.send(request);
            Eventually.within(
                    Duration.ofSeconds(5),
                    "the fourth is refused",
                    () -> four.get("/").status() == 429);
        }
    }

    @Test
    void releaseCutsEverythingWithinASecond() throws IOException {
        Origin.Handler endless = (head, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegun".getBytes(StandardCharsets.US_ASCII));
            return in.read() >= 0;
        };
        try (Origin origin = new Origin(endless);
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                Wire visitor = gateway.visit();
                Wire later = gateway.visit()) {
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            visitor.line();
            visitor.headers();
            visitor.in().readNBytes(5);
            long start = System.nanoTime();

            gateway.release();

            assertThat(visitor.isCut()).isTrue();
            assertThat(later.get("/").status()).isEqualTo(404);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(gateway.service.open()).isEmpty();
            assertThat(TestDevice.control(gateway, "/mysite", TestGateway.TOKEN).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void servesOnWhileTheDatabaseIsAway() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            assertThat(visitor.get("/").status()).isEqualTo(200);
            gateway.leases.broken(true);
            gateway.leaseChanged(gateway.lease.deviceId());
            assertThat(visitor.get("/").status()).isEqualTo(200);
            gateway.service.leaseStore = null;
            assertThat(TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN).id())
                    .isEqualTo("mysite");
        }
    }

    @Test
    void cookiesStayWithTheirSite() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 204 No Content\r\nSet-Cookie: a=1; Domain=localhost\r\n"
                        + "Set-Cookie: b=2; Path=/\r\nSet-Cookie: c=3; domain=.mysite.localhost\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            assertThat(visitor.get("/").headers())
                    .containsEntry("set-cookie", "b=2; Path=/, c=3; domain=.mysite.localhost");
        }
    }

    @Test
    void servesAnHttp10Client() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.send("GET / HTTP/1.0\r\nHost: mysite.localhost\r\n\r\n")
                    .read();

            assertThat(reply.body()).startsWith("GET / HTTP/1.0\r\n");
            assertThat(visitor.isCut()).isTrue();
        }
    }

    @Test
    void stopsWithinTwoSeconds() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                Wire visitor = gateway.visit()) {
            visitor.get("/");
            long start = System.nanoTime();

            gateway.close();

            assertThat(visitor.isCut()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private int connections() {
        return gateway.service.open().stream().mapToInt(OpenSite::connections).sum();
    }
}
