package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv4 and IPv6 at the gateway's ports. Skipped on a machine without IPv6. */
@SuppressWarnings("try") // A device is there to be there.
class DualStackTest {
    @BeforeEach
    void hasBoth() throws IOException {
        Assumptions.assumeTrue(
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()),
                "There is no IPv6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "0.0.0.0"})
    void listensForBoth(String bindAddress) throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of("bindAddress", bindAddress));
                Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 2)) {
            try (Wire visitor = new Wire(new Socket("::1", gateway.port()))) {
                assertThat(visitor.get("/").body())
                        .contains("X-Forwarded-For: ::1\r\n", "Forwarded: for=\"[::1]\";host=");
            }
            try (Wire visitor = new Wire(new Socket("127.0.0.1", gateway.port()))) {
                assertThat(visitor.get("/").body())
                        .contains("X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1;host=");
            }
            new Socket("::1", device.grant.port()).close();
        }
    }

    /** The gateway itself is asked, whatever its address. */
    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[::1]:8088", "[2001:db8::1]:80", "[::ffff:127.0.0.1]"})
    void takesAnAddressForItsOwnName(String host) throws IOException {
        try (TestGateway gateway = new TestGateway(Map.of("bindAddress", "::"));
                Wire visitor = new Wire(new Socket("::1", gateway.port()))) {
            visitor.send("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(visitor.read().body()).startsWith("{\"tunnels\":");
        }
    }
}
