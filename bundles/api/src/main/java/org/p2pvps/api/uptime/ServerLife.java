package org.p2pvps.api.uptime;

import java.time.Instant;
import java.util.UUID;

/**
 * A span in which this server ran and could see devices. What is between two lives is the server's own outage.
 *
 * @param until the last moment of which it is known
 */
public record ServerLife(UUID id, Instant from, Instant until) {
    /** As {@link #until} moves on. */
    public ServerLife at(Instant now) {
        return new ServerLife(id, from, now);
    }
}
