package org.p2pvps.rental.uptime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageCause;
import org.p2pvps.api.uptime.OutageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches devices that are offered or rented, and writes down their outages. Silence counts only while this server could hear:
 * after it was away itself, devices get some time to come back.
 */
@Component(
        service = {Watch.class, Presence.class},
        configurationPid = UptimeConfig.PID)
@Designate(ocd = UptimeConfig.class)
public final class Watch implements Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Set<DeviceState> EXPECTED = EnumSet.of(DeviceState.READY, DeviceState.RENTED);

    private final DeviceStore devices;
    private final OutageStore outages;
    private final LifeRecord life;
    private final OutageMails mails;
    private final OutageEvents events;
    private final Patience patience;
    private final Clock clock;
    private final Signs signs = new Signs();
    private final Map<UUID, Outage> open = new ConcurrentHashMap<>();
    private Instant hearingSince;
    private Instant lookedAt = Instant.MIN;
    private boolean allExpected;

    /**
     * @param grace how long a device may be silent
     * @param settle how long it must stay until its outage is over
     * @param comeBack how long devices get after the server was away
     */
    record Patience(Duration grace, Duration settle, Duration comeBack) {}

    @Activate
    public Watch(
            @Reference DeviceStore devices,
            @Reference OutageStore outages,
            @Reference LifeRecord life,
            @Reference OutageMails mails,
            @Reference EventAdmin events,
            UptimeConfig config) {
        this(
                devices,
                outages,
                life,
                mails,
                new OutageEvents(events),
                new Patience(
                        Duration.ofSeconds(config.graceSeconds()),
                        Duration.ofSeconds(config.settleSeconds()),
                        Duration.ofSeconds(config.returnSeconds())),
                Clock.systemUTC());
    }

    Watch(
            DeviceStore devices,
            OutageStore outages,
            LifeRecord life,
            OutageMails mails,
            OutageEvents events,
            Patience patience,
            Clock clock) {
        this.devices = devices;
        this.outages = outages;
        this.life = life;
        this.mails = mails;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public boolean isOffline(UUID deviceId) {
        Outage outage = open.get(deviceId);
        return outage != null && outage.isAway();
    }

    /** One round. Without tunnels (empty, while their bundle is away) the server is blind, and lets time pass. */
    synchronized void look(Optional<Tunnels> tunnels) {
        if (tunnels.isEmpty()) {
            hearingSince = null;
            return;
        }
        Instant now = clock.instant();
        if (hearingSince == null || isLeap(now)) {
            beginToHear(now);
        }
        lookedAt = now;
        life.beat();
        signs.listen(tunnels.get(), hearingSince, now);
        expectAll(now);
        signs.all().forEach((deviceId, sign) -> judge(deviceId, sign, now));
    }

    /** The machine stood still, which cuts tunnels, or the clock was put: older signs say nothing. */
    private boolean isLeap(Instant now) {
        return now.isBefore(lookedAt) || now.isAfter(lookedAt.plus(LifeRecord.GAP));
    }

    private void beginToHear(Instant now) {
        open.clear();
        outages.open().forEach(outage -> open.put(outage.deviceId(), outage));
        signs.forgetAll();
        hearingSince = now;
        allExpected = false;
    }

    /** Whoever has not come back by now is expected from now on. */
    private void expectAll(Instant now) {
        Instant returned = hearingSince.plus(patience.comeBack());
        if (allExpected || now.isBefore(returned)) {
            return;
        }
        for (DeviceState state : EXPECTED) {
            devices.byState(state).stream()
                    .map(Device::id)
                    .filter(deviceId -> !signs.knows(deviceId) && !isOffline(deviceId))
                    .forEach(deviceId -> signs.heard(deviceId, returned));
        }
        allExpected = true;
    }

    private void judge(UUID deviceId, Instant sign, Instant now) {
        boolean silent = now.isAfter(sign.plus(patience.grace()));
        Outage outage = open.get(deviceId);
        if (outage == null && silent) {
            begin(deviceId, sign);
        } else if (outage != null && silent && !outage.isAway()) {
            change(outage.resumed());
        } else if (outage != null && !silent && outage.isAway() && sign.isAfter(outage.from())) {
            change(outage.returned(sign));
        } else if (outage != null
                && !silent
                && !now.isBefore(outage.span(now).until().plus(patience.settle()))) {
            end(outage);
        }
    }

    /** Forgets what is older than that, and closes the outages of devices that were removed. */
    synchronized void tidy(Duration keep) {
        Instant now = clock.instant();
        outages.forgetBefore(now.minus(keep));
        life.forgetBefore(now.minus(keep));
        for (Outage outage : outages.open()) {
            Optional<Device> device = devices.find(outage.deviceId());
            if (device.isEmpty() || device.get().state() == DeviceState.RETIRED) {
                outages.update(outage.id(), found -> found.ended(found.span(now).until()));
                open.remove(outage.deviceId());
                signs.forget(outage.deviceId());
            }
        }
    }

    /** The outages that are open now. */
    synchronized List<Outage> open() {
        return List.copyOf(open.values());
    }

    private void begin(UUID deviceId, Instant since) {
        Optional<Device> device = devices.find(deviceId).filter(found -> EXPECTED.contains(found.state()));
        if (device.isEmpty()) {
            signs.forget(deviceId);
            return;
        }
        Outage outage = Outage.begun(deviceId, causeOf(device.get(), since), since);
        outages.insert(outage);
        open.put(deviceId, outage);
        LOG.info("Device {} is offline since {} ({}).", deviceId, since, outage.cause());
        events.changed(deviceId);
    }

    private OutageCause causeOf(Device device, Instant since) {
        boolean checkedIn = device.lastSeenAt() != null
                && device.lastSeenAt().isAfter(since.plus(patience.grace().dividedBy(2)));
        return checkedIn ? OutageCause.NO_TUNNEL : OutageCause.SILENT;
    }

    private void change(Outage changed) {
        open.put(changed.deviceId(), outages.update(changed.id(), found -> changed));
        events.changed(changed.deviceId());
    }

    private void end(Outage outage) {
        Outage ended = mails.tellEnd(outage.ended(outage.returnedAt()));
        open.remove(outage.deviceId());
        LOG.info("Device {} was offline from {} to {}.", ended.deviceId(), ended.from(), ended.until());
    }
}
