package org.p2pvps.api.uptime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Knows when each device could be reached. What the server itself slept through counts as delivered. */
public interface UptimeRecord {
    /**
     * What a device did not deliver between two instants. The same question about the past is always answered alike: a
     * settlement can be shown again.
     *
     * @param until no later than now
     */
    Undelivered undelivered(UUID deviceId, Instant from, Instant until);

    /** The devices that are away now, as far as anybody knows. */
    List<UUID> away();

    /**
     * For how long a device has been away now. One that comes and goes without staying is away all the while. What the server
     * itself slept through does not count, nor the time in which devices may come back after that.
     *
     * @param from what was before does not count
     * @return zero if it is there
     */
    Duration absence(UUID deviceId, Instant from);

    /**
     * How much of a span a device could be reached. Nobody says so of a device whose tunnel was never open: it counts as there.
     *
     * @param until no later than now
     */
    default Uptime uptime(UUID deviceId, Instant from, Instant until) {
        long seconds = new Interval(from, until).seconds();
        Undelivered undelivered = undelivered(deviceId, from, until);
        double percent = seconds == 0 ? 100 : 100.0 * (seconds - undelivered.seconds()) / seconds;
        return new Uptime(
                from,
                until,
                seconds,
                undelivered.seconds(),
                0,
                undelivered.outages().size(),
                percent);
    }
}
