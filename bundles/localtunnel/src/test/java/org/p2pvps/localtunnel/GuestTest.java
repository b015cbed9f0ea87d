package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plain LocalTunnel client, where the admin lets it in. */
class GuestTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        int port = 20_000 + TestGateway.freePort() % 10_000;
        gateway = new TestGateway(Map.of("guests", true, "firstDataPort", port, "lastDataPort", port + 50));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void getsARandomNameAndIsServed() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/?new", null);
        assertThat(grant.id()).matches("[a-z0-9]{10}");
        assertThat(grant.preface()).isNull();
        assertThat(grant.sockets()).isEqualTo(10);
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(grant, origin.port(), 10);
                Wire visitor = gateway.visit()) {
            Wire.Reply reply = visitor.send("GET /x HTTP/1.1\r\nHost: " + device.grant.id() + ".localhost\r\n\r\n")
                    .read();
            assertThat(reply.body()).startsWith("GET /x ");
        }
    }

    @Test
    void getsTheNameItAsksForUnlessThatIsTaken() throws IOException {
        assertThat(TestDevice.ask(gateway, "/guestname", null).id()).isEqualTo("guestname");
        assertThat(TestDevice.ask(gateway, "/guestname", null).id()).isNotEqualTo("guestname");
    }

    @Test
    void neverGetsADevicesName() throws IOException {
        assertThat(TestDevice.ask(gateway, "/mysite", null).id()).isNotEqualTo("mysite");
        assertThat(TestDevice.ask(gateway, "/mysite", "wrong").id()).isNotEqualTo("mysite");
    }

    @Test
    void losesANameThatIsLeasedToADevice() throws IOException {
        TestDevice.ask(gateway, "/wanted", null);
        gateway.leaseChanged(gateway.leases.allot("wanted", "token").deviceId());

        Eventually.within(Duration.ofSeconds(2), "the guest is out", () -> gateway.service
                .open()
                .isEmpty());
    }

    @Test
    void holdsNoMoreThanTenConnections() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/?new", null);
        List<Socket> sockets = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            sockets.add(TestDevice.connect(grant));
        }
        Eventually.within(
                Duration.ofSeconds(5),
                "ten are in",
                () -> gateway.service.open().get(0).connections() == 10);
        int cut = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(200);
            cut += isCut(socket) ? 1 : 0;
            socket.close();
        }
        assertThat(cut).isEqualTo(20);
    }

    @Test
    void isForgottenWhenItIsGone() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/?new", null);
        TestDevice.connect(grant).close();

        Eventually.within(Duration.ofSeconds(8), "the name is free", () -> gateway.service
                .open()
                .isEmpty());
    }

    @Test
    void hasItsNameBackAtOnceAfterItWasCutOff() throws IOException {
        TestDevice.Grant grant = TestDevice.ask(gateway, "/guestname", null);
        try (Socket held = TestDevice.connect(grant)) {
            Eventually.within(
                    Duration.ofSeconds(5),
                    "it is there",
                    () -> gateway.service.open().get(0).connections() == 1);
            assertThat(TestDevice.ask(gateway, "/guestname", null).id()).isNotEqualTo("guestname");
            assertThat(held.isClosed()).isFalse();
        }
        Eventually.within(Duration.ofSeconds(2), "its name is free", () -> TestDevice.ask(gateway, "/guestname", null)
                .id()
                .equals("guestname"));
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
