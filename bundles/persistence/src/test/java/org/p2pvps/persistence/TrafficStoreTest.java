package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore.DeviceTotal;

/** Hours of traffic, on a real database. Every test has a year of its own. */
class TrafficStoreTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static int years;

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final Instant start = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(365L * years++));
    private final UUID counter = UUID.randomUUID();
    private final UUID device = UUID.randomUUID();
    private final UUID lease = UUID.randomUUID();

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private Traffic hour(int number, long in, long out) {
        return new Traffic(counter, device, lease, TrafficKind.SSH, start.plus(HOUR.multipliedBy(number)), in, out);
    }

    @Test
    void replacesWhatTheSameCounterSaid() {
        database.traffic.put(List.of(hour(0, 1, 2), hour(1, 3, 4)));
        database.traffic.put(List.of(hour(1, 5, 1L << 40), hour(2, 7, 8)));

        assertThat(database.traffic.of(device, start, start.plus(HOUR.multipliedBy(2))))
                .containsExactly(hour(0, 1, 2), hour(1, 5, 1L << 40));
    }

    @Test
    void sumsUpWhatAllCountersSaid() {
        UUID other = UUID.randomUUID();
        database.traffic.put(List.of(
                hour(0, 1, 2),
                hour(1, 10, 20),
                new Traffic(UUID.randomUUID(), device, lease, TrafficKind.SSH, start, 100, 200),
                new Traffic(counter, device, lease, TrafficKind.WEB, start, 1000, 2000),
                new Traffic(counter, other, UUID.randomUUID(), TrafficKind.WEB, start, 1, 0)));

        assertThat(database.traffic.totals(start, start.plus(HOUR.multipliedBy(2))))
                .containsExactly(
                        new DeviceTotal(device, TrafficKind.WEB, 1000, 2000),
                        new DeviceTotal(device, TrafficKind.SSH, 111, 222),
                        new DeviceTotal(other, TrafficKind.WEB, 1, 0));
    }

    @Test
    void forgetsWhatIsTooOld() {
        database.traffic.put(List.of(hour(0, 1, 2), hour(5, 3, 4)));

        database.traffic.forget(start.plus(HOUR.multipliedBy(5)));

        assertThat(database.traffic.of(device, start, start.plus(HOUR.multipliedBy(10))))
                .containsExactly(hour(5, 3, 4));
    }
}
