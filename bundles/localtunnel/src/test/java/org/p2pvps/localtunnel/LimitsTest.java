package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What strangers may take of the gateway, and for how long. */
@SuppressWarnings("try") // A device is there to be there.
class LimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestGateway gateway;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        gateway.close();
    }

    @Test
    void oneAddressMayNotTakeAllPlaces() throws Exception {
        gateway = new TestGateway(Map.of("visitorsPerAddress", 5));
        serve(OK);
        List<Wire> wires = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            wires.add(takePlace());
        }
        Wire tooMany = visit();
        Wire.Reply reply = tooMany.read();
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers()).containsKey("retry-after").containsEntry("connection", "close");
        assertThat(reply.body()).contains("Close some");
        assertThat(tooMany.isCut()).isTrue();

        wires.get(0).close();
        Eventually.within(Duration.ofSeconds(5), "there is room again", () -> {
            try (Wire next = gateway.visit()) {
                return next.send(GET).read().status() == 200;
            }
        });
    }

    @Test
    void whomItRefusesTakesNoPlace() throws Exception {
        gateway = new TestGateway(Map.of("visitorsPerAddress", 2, "visitors", 5));
        serve(OK);
        Wire first = takePlace();
        Wire second = takePlace();
        assertThat(second.get("/").status()).isEqualTo(200);
        for (int number = 0; number < 20; number++) {
            try (Wire tooMany = gateway.visit()) {
                assertThat(tooMany.send(GET).read().status()).isEqualTo(429);
            }
        }
        first.close();
        Eventually.within(Duration.ofSeconds(5), "there is room again", () -> {
            try (Wire next = gateway.visit()) {
                return next.send(GET).read().status() == 200;
            }
        });
    }

    @Test
    void whoReadsNothingMakesRoomForWhoeverWaits() throws Exception {
        gateway = new TestGateway(Map.of("waitTimeout", 4));
        int large = 32 << 20;
        Origin origin = new Origin((head, in, out) -> {
            int length = head.contains("/large") ? large : 2;
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[length]);
            return true;
        });
        open.add(origin);
        open.add(new TestDevice(gateway, origin.port(), 2));
        for (int number = 0; number < 2; number++) {
            Wire stalled = visit();
            stalled.send(GET.replace("/ ", "/large "));
            assertThat(stalled.line()).endsWith("200 OK");
        }
        assertThat(visit().get("/").status()).isEqualTo(200);
    }

    @Test
    void whoLetsABodyTrickleMakesRoomForWhoeverWaits() throws Exception {
        gateway = new TestGateway(Map.of("headerTimeout", 1, "bodyRate", 5));
        List<Wire> slow = fillWithUploads();
        slow.forEach(each -> Origin.start(() -> trickle(each)));

        assertThat(visit().get("/").status()).isEqualTo(200);
        assertThat(slow.get(0).read().status()).isEqualTo(408);
    }

    @Test
    void whoPromisesABodyAndSendsNoneMakesRoomForWhoeverWaits() throws Exception {
        gateway = new TestGateway(Map.of("waitTimeout", 4));
        List<Wire> silent = fillWithUploads();

        assertThat(visit().get("/").status()).isEqualTo(200);
        assertThat(silent.get(0).read().status()).isEqualTo(408);
    }

    /** Uploads that hold all connections of the device. */
    private List<Wire> fillWithUploads() throws IOException {
        CountDownLatch arrived = new CountDownLatch(2);
        Origin origin = new Origin((head, in, out) -> {
            if (head.startsWith("POST")) {
                arrived.countDown();
                in.transferTo(OutputStream.nullOutputStream());
            }
            out.write(OK.getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        open.add(origin);
        open.add(new TestDevice(gateway, origin.port(), 2));
        List<Wire> uploads = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            uploads.add(visit().send("POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 1000000\r\n\r\n"));
        }
        Eventually.within(Duration.ofSeconds(5), "both are there", () -> arrived.getCount() == 0);
        return uploads;
    }

    @Test
    void aTricklingBodyIsGivenUp() throws Exception {
        gateway = new TestGateway(Map.of("headerTimeout", 1, "bodyRate", 50));
        Origin origin = serve("", true);
        Wire slow = visit();
        slow.send("POST / HTTP/1.1\r\nHost: mysite.localhost\r\nContent-Length: 1000000\r\n\r\n");
        Origin.start(() -> trickle(slow));

        assertThat(slow.read().status()).isEqualTo(408);
        Eventually.within(Duration.ofSeconds(5), "the web server is free", () -> origin.connections() == 0);
    }

    @Test
    void aTricklingHeadIsGivenUp() throws Exception {
        gateway = new TestGateway(Map.of("headerTimeout", 1));
        Wire slow = visit();
        Origin.start(() -> trickle(slow));

        assertThat(slow.read().status()).isEqualTo(408);
    }

    @Test
    void chunksWithoutEndCostNothing() throws Exception {
        gateway = new TestGateway(Map.of());
        serve("", true);
        Wire visitor = visit();
        visitor.send(
                "POST / HTTP/1.1\r\nHost: mysite.localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n");
        visitor.send("x".repeat(100_000));

        Wire other = visit();
        assertThat(other.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .read()
                        .status())
                .isEqualTo(302);
    }

    @Test
    void strangersCannotKeepADeviceOut() throws Exception {
        gateway = new TestGateway(Map.of());
        TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        for (int number = 0; number < 1100; number++) {
            Socket stranger = TestDevice.connect(new TestDevice.Grant(grant.id(), grant.port(), 1, grant.url(), null));
            open.add(stranger);
        }
        Origin origin = Origin.saying(OK);
        open.add(origin);
        open.add(new TestDevice(grant, origin.port(), 1));

        assertThat(visit().get("/").body()).isEqualTo("ok");
    }

    @Test
    void aSiteCarriesNoMoreThanItMay() throws Exception {
        gateway = new TestGateway(Map.of("siteRate", 1_000_000L));
        int length = 3_000_000;
        serve("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
        Wire visitor = visit();
        long start = System.nanoTime();

        assertThat(visitor.get("/").body()).hasSize(length);
        // One second's worth may come at once.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void aFloodOfPipelinedRequestsIsAnsweredInTurn() throws Exception {
        gateway = new TestGateway(Map.of());
        serve(OK);
        Wire visitor = visit();
        int requests = 5_000;
        Origin.start(() -> {
            try {
                visitor.send(GET.repeat(requests));
            } catch (IOException over) {
                // The reader will say so.
            }
        });
        for (int number = 0; number < requests; number++) {
            assertThat(visitor.read().body()).isEqualTo("ok");
        }
    }

    /** The gateway may not have noticed yet that the device's request for its name is over. */
    private Wire takePlace() {
        List<Wire> taken = new ArrayList<>();
        Eventually.within(Duration.ofSeconds(5), "there is room", () -> {
            Wire wire = visit();
            taken.add(wire);
            return wire.send(GET).read().status() == 200;
        });
        return taken.get(taken.size() - 1);
    }

    private Wire visit() throws IOException {
        Wire wire = gateway.visit();
        open.add(wire);
        return wire;
    }

    private Origin serve(String answer) throws IOException {
        return serve(answer, false);
    }

    /** @param patient whether the web server waits for the body's end */
    private Origin serve(String answer, boolean patient) throws IOException {
        Origin origin = new Origin((head, in, out) -> {
            if (patient) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
        open.add(origin);
        open.add(new TestDevice(gateway, origin.port(), 2));
        return origin;
    }

    private static void trickle(Wire slow) {
        try {
            while (true) {
                slow.send("x");
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(100).toNanos());
            }
        } catch (IOException cut) {
            // As it should be.
        }
    }
}
