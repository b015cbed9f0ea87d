package org.p2pvps.api.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrafficBookTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final UUID device = UUID.randomUUID();
    private final UUID lease = UUID.randomUUID();
    private final SetClock clock = new SetClock();
    private final Rows rows = new Rows();
    private final TrafficBook book = new TrafficBook(TrafficKind.SSH, clock);

    private static final class SetClock extends Clock {
        private Instant now = NOON.plusSeconds(600);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** As the database: by id. */
    private static final class Rows implements TrafficStore {
        private final Map<UUID, Traffic> kept = new LinkedHashMap<>();
        private boolean broken;
        private boolean answerLost;
        private int puts;

        @Override
        public void put(List<Traffic> traffic) {
            if (broken) {
                throw new IllegalStateException("away");
            }
            puts++;
            traffic.forEach(row -> kept.put(row.id(), row));
            if (answerLost) {
                throw new IllegalStateException("It was kept, but nobody knows.");
            }
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
            kept.values().removeIf(row -> row.hour().isBefore(before));
        }

        private long sumIn() {
            return kept.values().stream().mapToLong(Traffic::bytesIn).sum();
        }
    }

    @Test
    void writesOneRowAnHour() {
        TrafficCount count = book.open(device, lease);
        count.in(5);
        count.out(7);
        book.write(rows);
        count.in(1);
        book.write(rows);

        assertThat(rows.kept.values()).singleElement().satisfies(row -> {
            assertThat(row.bytesIn()).isEqualTo(6);
            assertThat(row.bytesOut()).isEqualTo(7);
            assertThat(row.hour()).isEqualTo(NOON);
            assertThat(row.deviceId()).isEqualTo(device);
            assertThat(row.leaseId()).isEqualTo(lease);
        });
    }

    @Test
    void beginsAnewWithTheHour() {
        TrafficCount count = book.open(device, lease);
        count.in(5);
        book.write(rows);
        clock.now = NOON.plus(Duration.ofHours(1));
        count.in(2);
        book.write(rows);
        count.in(4);
        book.write(rows);

        assertThat(rows.kept.values()).extracting(Traffic::bytesIn).containsExactly(7L, 4L);
        assertThat(rows.kept.values()).extracting(Traffic::hour).containsExactly(NOON, NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void losesNothingWhileTheStoreIsAway() {
        TrafficCount count = book.open(device, lease);
        count.in(5);
        rows.broken = true;
        assertThatThrownBy(() -> book.write(rows)).isInstanceOf(IllegalStateException.class);
        count.in(6);
        clock.now = NOON.plus(Duration.ofHours(3));
        rows.broken = false;
        book.write(rows);
        book.write(rows);

        assertThat(rows.sumIn()).isEqualTo(11);
    }

    @Test
    void countsNothingTwiceWhenTheStoresAnswerIsLost() {
        TrafficCount count = book.open(device, lease);
        count.in(5);
        rows.answerLost = true;
        assertThatThrownBy(() -> book.write(rows)).isInstanceOf(IllegalStateException.class);
        rows.answerLost = false;
        count.in(1);
        book.write(rows);

        assertThat(rows.sumIn()).isEqualTo(6);
    }

    @Test
    void goesOnWithTheSameRowWhenADeviceComesBack() {
        book.open(device, lease).in(5);
        book.close(lease);
        book.write(rows);
        book.write(rows);
        book.open(device, lease).in(3);
        book.write(rows);

        assertThat(rows.kept.values()).extracting(Traffic::bytesIn).containsExactly(8L);
    }

    @Test
    void twoWhoCountForOneLeaseCountTogether() {
        TrafficCount first = book.open(device, lease);
        TrafficCount second = book.open(device, lease);
        first.in(1);
        second.in(2);
        book.close(lease);
        clock.now = NOON.plus(Duration.ofHours(2));
        book.write(rows);
        second.in(4);
        book.write(rows);

        assertThat(rows.sumIn()).isEqualTo(7);
    }

    @Test
    void writesOnlyWhatChanged() {
        for (int number = 0; number < 1000; number++) {
            book.open(device, UUID.randomUUID());
        }
        book.open(device, lease).out(1);
        book.write(rows);
        book.write(rows);

        assertThat(rows.kept).hasSize(1);
        assertThat(rows.puts).isEqualTo(1);
    }

    @Test
    void anotherRunHasRowsOfItsOwn() {
        book.open(device, lease).in(5);
        book.write(rows);
        TrafficBook next = new TrafficBook(TrafficKind.SSH, clock);
        next.open(device, lease).in(3);
        next.write(rows);

        assertThat(rows.sumIn()).isEqualTo(8);
    }

    @Test
    void closingWritesTheLast() {
        TrafficWriter writer = new TrafficWriter(book, () -> rows, "traffic-test", e -> {
            throw new IllegalStateException(e);
        });
        writer.start();
        book.open(device, lease).in(5);
        writer.close();

        assertThat(rows.sumIn()).isEqualTo(5);
    }
}
