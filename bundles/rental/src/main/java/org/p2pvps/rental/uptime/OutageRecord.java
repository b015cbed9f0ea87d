package org.p2pvps.rental.uptime;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.OutageStore;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.Uptime;
import org.p2pvps.api.uptime.UptimeRecord;

/** Answers from what was recorded: a device was away where it has an outage and the server was there to see it. */
@Component(service = UptimeRecord.class)
public final class OutageRecord implements UptimeRecord {
    private final OutageStore outages;
    private final LifeRecord life;
    private final Clock clock;

    @Activate
    public OutageRecord(@Reference OutageStore outages, @Reference LifeRecord life) {
        this(outages, life, Clock.systemUTC());
    }

    OutageRecord(OutageStore outages, LifeRecord life, Clock clock) {
        this.outages = outages;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public Undelivered undelivered(UUID deviceId, Instant from, Instant until) {
        Spans away = away(deviceId, from, until);
        return new Undelivered(away.length().toSeconds(), away.intervals());
    }

    @Override
    public Uptime uptime(UUID deviceId, Instant from, Instant until) {
        Interval whole = new Interval(from, until);
        long seconds = whole.seconds();
        long down = away(deviceId, from, until).length().toSeconds();
        long serverDown = life.within(from, until).missingIn(whole).length().toSeconds();
        int times = outages.between(deviceId, from, until).size();
        double percent = seconds == 0 ? 100 : 100.0 * (seconds - down) / seconds;
        return new Uptime(from, until, seconds, down, serverDown, times, percent);
    }

    private Spans away(UUID deviceId, Instant from, Instant until) {
        Instant now = clock.instant();
        List<Interval> silent = outages.between(deviceId, from, until).stream()
                .map(outage -> outage.span(now).within(from, until))
                .toList();
        return Spans.of(silent).and(life.within(from, until));
    }
}
