package org.p2pvps.api.uptime;

import java.time.Instant;
import java.util.List;
import org.p2pvps.api.Store;

/** Keeps this server's lives. */
public interface ServerLifeStore extends Store<ServerLife> {
    /** Those that share an instant with a span, oldest first. */
    List<ServerLife> between(Instant from, Instant until);

    /** Forgets those that ended before {@code instant}. */
    void forgetBefore(Instant instant);
}
