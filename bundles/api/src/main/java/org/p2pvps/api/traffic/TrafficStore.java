package org.p2pvps.api.traffic;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps what was carried, by the hour. */
public interface TrafficStore {
    /** Keeps these, all or none; what the same counter said of the same lease and hour before is replaced. */
    void put(List<Traffic> traffic);

    /** What went to and from a device in the hours that begin from {@code from} to before {@code to}; the oldest first. */
    List<Traffic> of(UUID deviceId, Instant from, Instant to);

    /** Sums of the hours that begin from {@code from} to before {@code to}, one for each device and kind; most bytes first. */
    List<DeviceTotal> totals(Instant from, Instant to);

    /** Forgets the hours that began before {@code before}. */
    void forget(Instant before);

    /** What went to and from a device. */
    record DeviceTotal(UUID deviceId, TrafficKind kind, long bytesIn, long bytesOut) {}
}
