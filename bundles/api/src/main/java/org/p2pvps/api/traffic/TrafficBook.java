package org.p2pvps.api.traffic;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one run of a data path carried, lease by lease. Whatever was not written when the process dies is lost; nothing is
 * written twice. Bytes belong to the hour in which they are written, give or take the time between two writings.
 */
public final class TrafficBook {
    /** Rows in one transaction. */
    private static final int PORTION = 200;

    private final UUID counter = UUID.randomUUID();
    private final Map<UUID, Page> pages = new ConcurrentHashMap<>();
    private final TrafficKind kind;
    private final Clock clock;

    public TrafficBook(TrafficKind kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    /** The count of a lease; to be followed by {@link #close} once nobody counts there any more. */
    public TrafficCount open(UUID deviceId, UUID leaseId) {
        return pages.compute(leaseId, (id, known) -> {
                    Page page = known == null ? new Page(deviceId, leaseId, hour()) : known;
                    page.users++;
                    return page;
                })
                .count;
    }

    /** One of those who opened the lease's count needs it no longer. */
    public void close(UUID leaseId) {
        pages.computeIfPresent(leaseId, (id, page) -> {
            page.users--;
            return page;
        });
    }

    /** Writes what was counted since the last time. If the store fails, it is all written the next time. */
    public synchronized void write(TrafficStore store) {
        Instant hour = hour();
        List<Page> changed = new ArrayList<>();
        for (Page page : pages.values()) {
            if (page.isChanged()) {
                changed.add(page);
            } else {
                turn(page, hour);
            }
        }
        for (int first = 0; first < changed.size(); first += PORTION) {
            write(store, changed.subList(first, Math.min(first + PORTION, changed.size())), hour);
        }
    }

    private void write(TrafficStore store, List<Page> portion, Instant hour) {
        List<Traffic> rows = portion.stream().map(this::row).toList();
        store.put(rows);
        for (int index = 0; index < rows.size(); index++) {
            portion.get(index).written(rows.get(index));
            turn(portion.get(index), hour);
        }
    }

    private Traffic row(Page page) {
        return new Traffic(
                counter,
                page.deviceId,
                page.leaseId,
                kind,
                page.hour,
                page.count.bytesIn() - page.baseIn,
                page.count.bytesOut() - page.baseOut);
    }

    /** Begins the next hour's row, or forgets the page: never within an hour, since its row would begin anew. */
    private void turn(Page turned, Instant hour) {
        if (!hour.equals(turned.hour)) {
            pages.computeIfPresent(turned.leaseId, (id, page) -> {
                page.begin(hour);
                return page.users == 0 && !page.isChanged() ? null : page;
            });
        }
    }

    private Instant hour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS);
    }

    /** What belongs to one lease. But for the count it is changed under the book's lock, and its users under the map's. */
    private static final class Page {
        private final UUID deviceId;
        private final UUID leaseId;
        private final TrafficCount count = new TrafficCount();
        private int users;
        private Instant hour;
        /** What was counted before this hour. */
        private long baseIn;

        private long baseOut;
        private long writtenIn;
        private long writtenOut;

        private Page(UUID deviceId, UUID leaseId, Instant hour) {
            this.deviceId = deviceId;
            this.leaseId = leaseId;
            this.hour = hour;
        }

        private boolean isChanged() {
            return count.bytesIn() != writtenIn || count.bytesOut() != writtenOut;
        }

        private void written(Traffic row) {
            writtenIn = baseIn + row.bytesIn();
            writtenOut = baseOut + row.bytesOut();
        }

        private void begin(Instant next) {
            hour = next;
            baseIn = writtenIn;
            baseOut = writtenOut;
        }
    }
}
