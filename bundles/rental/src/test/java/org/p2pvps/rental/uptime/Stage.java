package org.p2pvps.rental.uptime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.MovingClock;
import org.p2pvps.rental.PostedEvents;
import org.p2pvps.rental.RenterMails;
import org.p2pvps.rental.SomeTerms;

/** A server that can be killed and started, with devices that come and go, on a clock that the test moves. */
final class Stage {
    static final Duration GRACE = Duration.ofSeconds(15);
    static final Duration SETTLE = Duration.ofSeconds(60);
    static final Duration COME_BACK = Duration.ofSeconds(60);
    static final Duration TELL_AFTER = Duration.ofMinutes(5);
    static final Duration UNDELIVERED_AFTER = Duration.ofHours(24);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    final MovingClock clock;
    final TestDatabase database;
    final Devices tunnels = new Devices();
    LifeRecord life;
    OutageMails mails;
    Watch watch;
    boolean isRunning;
    boolean isBlind;

    Stage(TestDatabase database, Instant now) {
        this.database = database;
        this.clock = new MovingClock(now);
        start();
    }

    void start() {
        OutageEvents events = new OutageEvents(new PostedEvents());
        life = new LifeRecord(database.serverLives, clock);
        mails = new OutageMails(
                database.transactions,
                database.accounts,
                database.devices,
                database.orders,
                database.rentals,
                database.outages,
                database.mails,
                new RenterMails(database.accounts, database.mails),
                SomeTerms.undeliveredAfter(UNDELIVERED_AFTER, clock),
                events,
                TELL_AFTER,
                clock);
        watch = new Watch(
                database.devices,
                database.outages,
                life,
                mails,
                events,
                new Watch.Patience(GRACE, SETTLE, COME_BACK),
                clock);
        isRunning = true;
    }

    /** As a loss of power does. */
    void kill() {
        isRunning = false;
        tunnels.up.clear();
    }

    OutageRecord record() {
        return new OutageRecord(database.outages, life, COME_BACK, clock);
    }

    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            look();
            clock.forward(LOOK_EVERY);
        }
        look();
    }

    private void look() {
        if (isRunning) {
            tunnels.closeSilent();
            watch.look(isBlind ? Optional.empty() : Optional.of(tunnels));
            mails.tell(watch.open());
        }
    }

    /** Tunnels whose other ends fall silent first and are closed later, as those of devices without power. */
    final class Devices implements Tunnels {
        private static final Duration NOTICED_AFTER = Duration.ofSeconds(14);
        private final Set<UUID> up = new HashSet<>();
        private final Map<UUID, Instant> silentSince = new HashMap<>();

        void connect(UUID deviceId) {
            silentSince.remove(deviceId);
            up.add(deviceId);
        }

        void losePower(UUID deviceId) {
            silentSince.put(deviceId, clock.instant());
        }

        private void closeSilent() {
            silentSince.forEach((deviceId, since) -> {
                if (clock.instant().isAfter(since.plus(NOTICED_AFTER))) {
                    up.remove(deviceId);
                }
            });
        }

        @Override
        public List<OpenTunnel> open() {
            return up.stream()
                    .map(id -> new OpenTunnel(id, 1, 20_000, "192.0.2.1", clock.instant(), 0, 0, 0))
                    .toList();
        }

        @Override
        public boolean isOpen(UUID deviceId) {
            return up.contains(deviceId);
        }

        @Override
        public Optional<Duration> silence(UUID deviceId) {
            Instant since = silentSince.getOrDefault(deviceId, clock.instant());
            return isOpen(deviceId) ? Optional.of(Duration.between(since, clock.instant())) : Optional.empty();
        }

        @Override
        public Endpoint endpoint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean close(UUID deviceId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFree(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PortRange ports() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Probe probe(Lease lease) {
            throw new UnsupportedOperationException();
        }
    }
}
