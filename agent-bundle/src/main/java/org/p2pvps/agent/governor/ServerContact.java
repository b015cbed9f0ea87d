package org.p2pvps.agent.governor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether the server answers, and what time it has: the contract's end is by its clock, and a small computer's may be wrong. */
public final class ServerContact {
    /** A server that is being restarted is not lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private Duration ahead = Duration.ZERO;
    private Instant failingSince;

    public ServerContact(Clock clock) {
        this.clock = clock;
    }

    /** @param serverTime as the answer says */
    public synchronized void saysTime(Instant serverTime) {
        ahead = Duration.between(clock.instant(), serverTime);
    }

    synchronized void answered() {
        failingSince = null;
    }

    synchronized void failed() {
        if (failingSince == null) {
            failingSince = clock.instant();
        }
    }

    /** Whether an end that was agreed has come, and the server has not answered for a while. */
    synchronized boolean isPastWithoutServer(Instant end) {
        Instant now = clock.instant();
        return failingSince != null
                && !now.isBefore(failingSince.plus(PATIENCE))
                && !now.plus(ahead).isBefore(end);
    }
}
