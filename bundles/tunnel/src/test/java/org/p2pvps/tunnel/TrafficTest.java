package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;

/** What the tunnel carried is written down, lease by lease. */
class TrafficTest {
    @TempDir
    Path folder;

    private final Rows rows = new Rows();
    private EchoServer container;
    private TestDevice device;

    private static final class Rows implements TrafficStore {
        private final Map<UUID, Traffic> kept = new ConcurrentHashMap<>();

        @Override
        public void put(List<Traffic> traffic) {
            traffic.forEach(row -> kept.put(row.id(), row));
        }

        @Override
        public List<Traffic> of(UUID deviceId, Instant from, Instant to) {
            return kept.values().stream()
                    .filter(row -> row.deviceId().equals(deviceId))
                    .toList();
        }

        @Override
        public List<DeviceTotal> totals(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public void forget(Instant before) {
            throw new UnsupportedOperationException("Nothing is old here.");
        }
    }

    @BeforeEach
    void start() throws IOException {
        container = new EchoServer();
        device = new TestDevice();
    }

    @AfterEach
    void stop() throws IOException {
        device.close();
        container.close();
    }

    private long in(UUID leaseId) {
        return rows.kept.values().stream()
                .filter(row -> row.leaseId().equals(leaseId) && row.kind() == TrafficKind.SSH)
                .mapToLong(Traffic::bytesIn)
                .sum();
    }

    private void open(TestServer server, Lease lease) throws IOException {
        device.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
    }

    @Test
    void stoppingWritesWhatEachLeaseCarried() throws IOException {
        Lease first;
        Lease second;
        try (TestServer server = TestServer.in(folder)) {
            server.service.trafficStore = rows;
            first = server.leases.allot(TestServer.freePort(), device.publicKey());
            second = server.leases.allot(TestServer.freePort(), device.publicKey());
            open(server, first);
            open(server, second);
            TestServer.echoes(first.sshPort());
            TestServer.echoes(first.sshPort());
            TestServer.echoes(second.sshPort());
            // Comes back, and goes on counting.
            open(server, first);
            TestServer.echoes(first.sshPort());
        }
        assertThat(in(first.id())).isEqualTo(15);
        assertThat(in(second.id())).isEqualTo(5);
        assertThat(rows.of(first.deviceId(), Instant.MIN, Instant.MAX))
                .allSatisfy(row -> assertThat(row.bytesOut()).isEqualTo(15));
    }

    @Test
    void whatFinishesAfterAReplacementCountsToo() throws IOException {
        TestServer former = new TestServer(folder, Map.of("drainSeconds", 120));
        former.service.trafficStore = rows;
        Lease lease = former.leases.allot(TestServer.freePort(), device.publicKey());
        open(former, lease);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.echoes(renter);
            former.close();
            TestServer.echoes(renter);
        }
        Eventually.within(TestDevice.PATIENCE, "it is written down", () -> in(lease.id()) == 10);
    }
}
