package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Lease;

/** LocalTunnel's control protocol, and who gets in at the data port. */
class ControlTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway(Map.of("landing", "http://localhost:8080/"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void givesADeviceItsName() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);

        assertThat(grant.id()).isEqualTo("mysite");
        assertThat(grant.url()).isEqualTo("http://mysite.localhost:" + gateway.port());
        assertThat(gateway.service.urlOf("mysite")).isEqualTo(grant.url() + "/");
        assertThat(grant.preface()).hasSize(64);
    }

    @Test
    void refusesANameWithoutItsToken() throws IOException {
        for (String token : new String[] {null, "", "wrong", "right-toke", "right-token2"}) {
            Wire.Reply reply = TestDevice.control(gateway, "/mysite", token);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body()).startsWith("{\"message\":\"");
        }
        assertThat(TestDevice.control(gateway, "/othersite", TestGateway.TOKEN).status())
                .isEqualTo(403);
        assertThat(TestDevice.control(gateway, "/?new", null).status()).isEqualTo(403);
        assertThat(gateway.service.open()).isEmpty();
    }

    @Test
    void refusesImpossibleNamesInLocalTunnelsWords() throws IOException {
        for (String name : new String[] {"abc", "Upper", "-abcd", "abcd-", "a_bcd", "a".repeat(64), "a%20bcd"}) {
            Wire.Reply reply = TestDevice.control(gateway, "/" + name, TestGateway.TOKEN);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.body())
                    .isEqualTo("{\"message\":\"Invalid subdomain. Subdomains must be lowercase and between 4 and 63"
                            + " alphanumeric characters.\"}");
        }
    }

    @Test
    void answersTheOtherPathsAsLocalTunnelDoes() throws IOException {
        TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);

        Wire.Reply root = TestDevice.control(gateway, "/", null);
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.headers()).containsEntry("location", "http://localhost:8080/");
        assertThat(TestDevice.control(gateway, "/api/status", null).body()).startsWith("{\"tunnels\":1,\"mem\":{");
        assertThat(TestDevice.control(gateway, "/api/tunnels/mysite/status", null)
                        .body())
                .isEqualTo("{\"connected_sockets\":0}");
        assertThat(TestDevice.control(gateway, "/api/tunnels/other/status", null)
                        .status())
                .isEqualTo(404);
        assertThat(TestDevice.control(gateway, "/deeper/path", null).body()).isEqualTo("Not Found");
    }

    @Test
    void knowsALeaseBeforeItsEventArrives() throws IOException {
        Eventually.within(
                Duration.ofSeconds(5),
                "the first sweep is done",
                () -> TestDevice.control(gateway, "/mysite", TestGateway.TOKEN).status() == 200);
        gateway.leases.allot("brandnew", "its-token");

        assertThat(TestDevice.ask(gateway, "/brandnew", "its-token").id()).isEqualTo("brandnew");
    }

    @Test
    void newTokenEndsTheSiteOfTheOld() throws IOException {
        TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        Lease lease = gateway.lease;
        gateway.leases.update(
                lease.id(), active -> active.withAgent(lease.tunnelKey(), new org.p2pvps.api.Secret("second")));
        gateway.leaseChanged(lease.deviceId());

        Eventually.within(Duration.ofSeconds(1), "the site is closed", () -> gateway.service
                .open()
                .isEmpty());
        assertThat(TestDevice.control(gateway, "/mysite", TestGateway.TOKEN).status())
                .isEqualTo(403);
        assertThat(TestDevice.ask(gateway, "/mysite", "second").id()).isEqualTo("mysite");
    }

    @Test
    void strangerAtTheDataPortSeesNoRequest() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        String[] attempts = {
            "",
            "\n",
            "0".repeat(64) + "\n",
            grant.preface().toUpperCase(java.util.Locale.ROOT) + "\n",
            grant.preface().substring(1) + "0\n",
            grant.preface() + "\r\n",
            grant.preface() + "\nHTTP/1.1 200 OK\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n".repeat(3)
        };
        for (String attempt : attempts) {
            try (Socket stranger =
                            TestDevice.connect(new TestDevice.Grant(grant.id(), grant.port(), 1, grant.url(), null));
                    Wire visitor = gateway.visit()) {
                stranger.getOutputStream().write(attempt.getBytes(StandardCharsets.US_ASCII));
                visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nAuthorization: secret\r\n\r\n");
                assertThat(seen(stranger)).isEmpty();
            }
        }
        assertThat(gateway.service.open()).allMatch(site -> site.connections() == 0);
    }

    @Test
    void oldPrefaceIsVoidOnceTheDeviceAskedAgain() throws IOException {
        TestDevice.Grant old = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        TestDevice.Grant fresh = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);

        assertThat(fresh.preface()).isNotEqualTo(old.preface());
        try (Socket stale = TestDevice.connect(old)) {
            assertThat(seen(stale)).isEmpty();
        }
        assertThat(gateway.service.open()).allMatch(site -> site.connections() == 0);
    }

    @Test
    void returningDeviceFindsItsVisitorsWaiting() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Origin frozen = new Origin((head, in, out) -> in.read() >= 0);
                Wire visitor = gateway.visit()) {
            TestDevice before = new TestDevice(gateway, frozen.port(), 1);
            visitor.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            Eventually.within(Duration.ofSeconds(5), "the request is there", () -> frozen.heads.size() == 1);

            try (TestDevice after = new TestDevice(gateway, origin.port(), 1)) {
                assertThat(visitor.read().body()).isEqualTo("ok");
                assertThat(after.grant.id()).isEqualTo("mysite");
            }
            before.close();
        }
    }

    @Test
    void deviceThatSpeaksUnaskedIsCut() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        try (Socket device = TestDevice.connect(grant)) {
            Eventually.within(
                    Duration.ofSeconds(5),
                    "the connection joined",
                    () -> gateway.service.open().get(0).connections() == 1);
            device.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(seen(device)).isEmpty();
        }
    }

    /** What the gateway sends before it closes, or within six seconds. */
    private static byte[] seen(Socket socket) throws IOException {
        socket.setSoTimeout(6_000);
        try (InputStream in = socket.getInputStream()) {
            int octet = in.read();
            return octet < 0 ? new byte[0] : new byte[] {(byte) octet};
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("The stranger was not cut.", stillOpen);
        } catch (IOException reset) {
            return new byte[0];
        }
    }
}
