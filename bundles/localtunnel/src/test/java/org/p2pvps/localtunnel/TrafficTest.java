package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;

/** What a site carried is written down for its lease. */
class TrafficTest {
    private static final class Rows implements TrafficStore {
        private final Map<UUID, Traffic> kept = new ConcurrentHashMap<>();

        @Override
        public void put(List<Traffic> traffic) {
            traffic.forEach(row -> kept.put(row.id(), row));
        }

        @Override
        public List<Traffic> of(UUID deviceId, Instant from, Instant to) {
            return List.copyOf(kept.values());
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

    @Test
    void stoppingWritesWhatTheSiteCarried() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        Rows rows = new Rows();
        TestGateway gateway = new TestGateway(Map.of());
        try (gateway) {
            gateway.service.trafficStore = rows;
            try (Origin origin = Origin.saying(answer);
                    TestDevice device = new TestDevice(gateway, origin.port(), 1);
                    Wire visitor = gateway.visit()) {
                for (int time = 0; time < 3; time++) {
                    assertThat(visitor.get("/").status()).isEqualTo(200);
                }
                assertThat(device.grant.id()).isEqualTo("mysite");
            }
        }
        assertThat(rows.kept.values()).singleElement().satisfies(row -> {
            assertThat(row.leaseId()).isEqualTo(gateway.lease.id());
            assertThat(row.deviceId()).isEqualTo(gateway.lease.deviceId());
            assertThat(row.kind()).isEqualTo(TrafficKind.WEB);
            assertThat(row.bytesIn()).isGreaterThan(3 * "GET / HTTP/1.1".length());
            assertThat(row.bytesOut()).isEqualTo(3L * answer.length());
        });
    }
}
