package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.UptimeRecord;

/** Outages as a test tells them; they don't overlap. All devices have the same, but the one that is away now. */
final class ToldOutages implements UptimeRecord {
    private final List<Interval> outages = new ArrayList<>();
    private final Clock clock;
    private UUID gone;
    private Instant goneSince;

    ToldOutages(Clock clock) {
        this.clock = clock;
    }

    void outage(Instant from, Instant until) {
        outages.add(new Interval(from, until));
    }

    /** A device falls silent. */
    void leaves(UUID deviceId, Instant since) {
        gone = deviceId;
        goneSince = since;
    }

    /** It is back, no sooner than anybody asked about. */
    void returns(Instant at) {
        if (goneSince.isBefore(at)) {
            outage(goneSince, at);
        }
        gone = null;
        goneSince = null;
    }

    boolean isAnyAway() {
        return gone != null;
    }

    @Override
    public List<UUID> away() {
        return gone == null ? List.of() : List.of(gone);
    }

    @Override
    public Duration absence(UUID deviceId, Instant from) {
        if (!deviceId.equals(gone)) {
            return Duration.ZERO;
        }
        Duration away = Duration.between(goneSince.isBefore(from) ? from : goneSince, clock.instant());
        return away.isNegative() ? Duration.ZERO : away;
    }

    @Override
    public Undelivered undelivered(UUID deviceId, Instant from, Instant until) {
        Stream<Interval> open =
                deviceId.equals(gone) ? Stream.of(new Interval(goneSince, Instant.MAX)) : Stream.empty();
        List<Interval> within = Stream.concat(outages.stream(), open)
                .map(outage -> outage.within(from, until))
                .filter(outage -> outage.seconds() > 0)
                .toList();
        return new Undelivered(within.stream().mapToLong(Interval::seconds).sum(), within);
    }
}
