package org.p2pvps.rental.uptime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.ServerLife;
import org.p2pvps.api.uptime.ServerLifeStore;

/**
 * The server's record of its own life: a row that it moves on every few seconds while it runs and can see devices. After a
 * crash, a standstill or a jump of the clock there is a gap, and whatever lies in a gap is no device's fault.
 */
@Component(service = LifeRecord.class)
public final class LifeRecord {
    static final Duration BEAT_EVERY = Duration.ofSeconds(5);
    /** A pause this long is a gap. Beats may be late by a long garbage collection, or a database that has to be waited for. */
    static final Duration GAP = Duration.ofSeconds(20);

    private final ServerLifeStore lives;
    private final Clock clock;
    private ServerLife current;
    private Instant kept = Instant.MIN;

    @Activate
    public LifeRecord(@Reference ServerLifeStore lives) {
        this(lives, Clock.systemUTC());
    }

    LifeRecord(ServerLifeStore lives, Clock clock) {
        this.lives = lives;
        this.clock = clock;
    }

    /** The server runs and can see devices, now. A clock that was put back makes no gap: it is waited for. */
    synchronized void beat() {
        Instant now = clock.instant();
        if (current == null || now.isAfter(current.until().plus(GAP))) {
            ServerLife next = new ServerLife(UUID.randomUUID(), now, now);
            lives.insert(next);
            current = next;
            kept = now;
        } else if (now.isAfter(current.until())) {
            current = current.at(now);
            keep(now);
        }
    }

    private void keep(Instant now) {
        if (!now.isBefore(kept.plus(BEAT_EVERY))) {
            ServerLife moved = current;
            lives.update(moved.id(), found -> moved);
            kept = now;
        }
    }

    void forgetBefore(Instant instant) {
        lives.forgetBefore(instant);
    }

    /** When the server was there, of a span. */
    synchronized Spans within(Instant from, Instant until) {
        Stream<ServerLife> known =
                Stream.concat(lives.between(from, until).stream(), Optional.ofNullable(current).stream());
        List<Interval> intervals = known.map(life -> new Interval(life.from(), life.until()).within(from, until))
                .toList();
        return Spans.of(intervals);
    }
}
