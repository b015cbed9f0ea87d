package org.p2pvps.localtunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Lease;

/** A gateway with leases in memory. */
final class TestGateway implements AutoCloseable {
    static final String TOKEN = "right-token";

    final LeaseBook leases = new LeaseBook();
    final ChoiceBook choices = new ChoiceBook();
    final Lease lease = leases.allot("mysite", TOKEN);
    final GatewayService service;

    TestGateway(Map<String, Object> settings) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "port",
                0,
                "tlsPort",
                0,
                "bindAddress",
                "127.0.0.1",
                "firstDataPort",
                0,
                "certificates",
                "target/no-certificates",
                "dataKey",
                "target/gateway-data.pem"));
        all.putAll(settings);
        service = new GatewayService(Settings.of(GatewayConfig.class, all));
        service.leaseStore = leases;
        service.siteChoiceStore = choices.choices;
        service.customDomainStore = choices.domains;
        service.start();
        Eventually.within(Duration.ofSeconds(30), "the gateway listens", () -> port() > 0 && service.tlsPort() > 0);
    }

    int port() {
        return URI.create(service.controlUrl()).getPort();
    }

    int tlsPort() {
        return service.tlsPort();
    }

    Wire visit() throws IOException {
        return new Wire(port());
    }

    /** As the event after a lease was allotted or released. */
    void leaseChanged(UUID deviceId) {
        service.handleEvent(new Event(Topics.LEASE_CHANGED, Map.of(Topics.ID, deviceId.toString())));
    }

    void release() {
        leases.release(lease);
        leaseChanged(lease.deviceId());
    }

    @Override
    public void close() {
        service.stop();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
