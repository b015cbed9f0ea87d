package org.p2pvps.api.uptime;

import java.time.Instant;
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
}
