package org.p2pvps.api.uptime;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * A span in which a device could not be reached through its tunnel, although this server could have seen it. It ends when the
 * device has stayed for a while: one that comes and goes has one outage, not many.
 *
 * @param from the device's last sign of life before it
 * @param returnedAt the first sign of life after it, if the device has not fallen silent again since; else null
 * @param until the end; null while it is open
 */
public record Outage(UUID id, UUID deviceId, OutageCause cause, Instant from, Instant returnedAt, Instant until) {
    /** A device fell silent. */
    public static Outage begun(UUID deviceId, OutageCause cause, Instant from) {
        return new Outage(UUID.randomUUID(), deviceId, cause, from, null, null);
    }

    /** Whether the device is away now, as far as anybody knows. */
    public boolean isAway() {
        return until == null && returnedAt == null;
    }

    /** The device showed itself; whether it stays is to be seen. */
    public Outage returned(Instant at) {
        return open(at, null);
    }

    /** It fell silent again before it had stayed: the same outage goes on. */
    public Outage resumed() {
        return open(null, null);
    }

    /** It stayed, or is gone for good. */
    public Outage ended(Instant at) {
        return open(returnedAt, at);
    }

    /** When it was, if it is over by {@code now} or goes on until then. */
    public Interval span(Instant now) {
        Instant known = until == null ? returnedAt : until;
        Instant end = known == null ? now : known;
        return new Interval(from, end.isBefore(from) ? from : end);
    }

    private Outage open(Instant nextReturnedAt, Instant nextUntil) {
        if (until != null) {
            throw new ProblemException(
                    ErrorCode.TRANSITION_FORBIDDEN, "The outage is over; it is not changed any more.");
        }
        return new Outage(id, deviceId, cause, from, nextReturnedAt, nextUntil);
    }
}
