package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.OpenTunnel;

/** IPv4 and IPv6, at the server's own port and at leased ones. Skipped on a machine without IPv6. */
class DualStackTest {
    @TempDir
    Path folder;

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
        try (TestServer server = new TestServer(folder, Map.of("bindAddress", bindAddress));
                EchoServer container = new EchoServer();
                TestDevice device = new TestDevice()) {
            Lease lease = server.leases.allot(TestServer.freePort(), device.publicKey());
            for (String host : new String[] {"127.0.0.1", "::1"}) {
                device.openAt(host, server, lease.deviceId().toString(), lease.sshPort(), container.port());
                assertThat(server.service.open())
                        .extracting(OpenTunnel::from)
                        .containsExactly(host.equals("::1") ? "0:0:0:0:0:0:0:1" : host);
                for (String renterFrom : new String[] {"127.0.0.1", "::1"}) {
                    try (Socket renter = new Socket(renterFrom, lease.sshPort())) {
                        renter.setSoTimeout((int) TestDevice.PATIENCE.toMillis());
                        assertThat(TestServer.echoes(renter)).isTrue();
                    }
                }
            }
        }
    }
}
