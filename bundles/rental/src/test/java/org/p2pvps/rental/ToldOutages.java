package org.p2pvps.rental;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.UptimeRecord;

/** Outages as a test tells them, the same for every device; they don't overlap. */
final class ToldOutages implements UptimeRecord {
    private final List<Interval> outages = new ArrayList<>();

    void outage(Instant from, Instant until) {
        outages.add(new Interval(from, until));
    }

    @Override
    public Undelivered undelivered(UUID deviceId, Instant from, Instant until) {
        List<Interval> within = outages.stream()
                .map(outage -> outage.within(from, until))
                .filter(outage -> outage.seconds() > 0)
                .toList();
        return new Undelivered(within.stream().mapToLong(Interval::seconds).sum(), within);
    }
}
