package org.p2pvps.api.uptime;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps outages. A device has at most one that is open. */
public interface OutageStore extends Store<Outage> {
    /** Those that are open. */
    List<Outage> open();

    /** Those of a device that share an instant with a span, oldest first. */
    List<Outage> between(UUID deviceId, Instant from, Instant until);

    /** Forgets those that ended before {@code instant}. */
    void forgetBefore(Instant instant);
}
