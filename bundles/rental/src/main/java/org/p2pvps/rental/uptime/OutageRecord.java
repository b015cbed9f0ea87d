package org.p2pvps.rental.uptime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageStore;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.api.uptime.Uptime;
import org.p2pvps.api.uptime.UptimeRecord;

/** Answers from what was recorded: a device was away where it has an outage and the server was there to see it. */
@Component(service = UptimeRecord.class, configurationPid = UptimeConfig.PID)
public final class OutageRecord implements UptimeRecord {
    private final OutageStore outages;
    private final LifeRecord life;
    private final Duration comeBack;
    private final Clock clock;

    @Activate
    public OutageRecord(@Reference OutageStore outages, @Reference LifeRecord life, UptimeConfig config) {
        this(outages, life, Duration.ofSeconds(config.returnSeconds()), Clock.systemUTC());
    }

    OutageRecord(OutageStore outages, LifeRecord life, Duration comeBack, Clock clock) {
        this.outages = outages;
        this.life = life;
        this.comeBack = comeBack;
        this.clock = clock;
    }

    @Override
    public Undelivered undelivered(UUID deviceId, Instant from, Instant until) {
        Spans away = away(deviceId, from, until);
        return new Undelivered(away.length().toSeconds(), away.intervals());
    }

    @Override
    public List<UUID> away() {
        return outages.open().stream()
                .filter(Outage::isAway)
                .map(Outage::deviceId)
                .toList();
    }

    @Override
    public Duration absence(UUID deviceId, Instant from) {
        Instant now = clock.instant();
        if (!from.isBefore(now)) {
            return Duration.ZERO;
        }
        return outages.between(deviceId, from, now).stream()
                .filter(Outage::isAway)
                .map(outage -> counted(outage.span(now).within(from, now)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A device that is still missing may be about to come back when the server begins a new life: only then its absence goes on. */
    private Duration counted(Interval silence) {
        return Spans.of(List.of(silence)).and(life.within(silence.from(), silence.until())).intervals().stream()
                .map(part -> Duration.between(
                        part.from().equals(silence.from())
                                ? part.from()
                                : part.from().plus(comeBack),
                        part.until()))
                .filter(part -> !part.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
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
