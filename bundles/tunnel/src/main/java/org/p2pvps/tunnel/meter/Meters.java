package org.p2pvps.tunnel.meter;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.p2pvps.api.tunnel.TrafficLimits;
import org.p2pvps.api.tunnel.TrafficPolicy;
import org.p2pvps.tunnel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of all devices and renters, by their ids: who comes back soon finds the meter that was left. When run, each
 * follows the policy; while there is none, what it said last holds.
 */
public final class Meters implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);
    private final Map<UUID, Meter> devices = new ConcurrentHashMap<>();
    private final Map<UUID, Meter> renters = new ConcurrentHashMap<>();
    private final Supplier<TrafficPolicy> policy;
    private final int mostOfDevice;
    private final TrafficLimits untilTold;

    /**
     * @param policy the policy, or null while there is none
     * @param mostOfDevice connections that no device may have more of, whatever the policy says
     */
    public Meters(Supplier<TrafficPolicy> policy, int mostOfDevice) {
        this.policy = policy;
        this.mostOfDevice = mostOfDevice;
        untilTold = new TrafficLimits(mostOfDevice, 0, 0, 0);
    }

    /**
     * One more connection to a device.
     *
     * @param refused told why not
     * @return the meter, which must be left when the connection ends
     */
    public Optional<Meter> enterDevice(UUID deviceId, Consumer<Refusal> refused) {
        return enter(devices, deviceId, this::ofDevice, refused);
    }

    /** One more connection of a person, as {@link #enterDevice}. */
    public Optional<Meter> enterRenter(UUID accountId, Consumer<Refusal> refused) {
        return enter(renters, accountId, TrafficPolicy::ofRenter, refused);
    }

    @Override
    public void run() {
        follow(devices, this::ofDevice);
        follow(renters, TrafficPolicy::ofRenter);
    }

    /** In one step with the map's: a meter somebody is in is not forgotten. */
    private Optional<Meter> enter(
            Map<UUID, Meter> meters,
            UUID id,
            BiFunction<TrafficPolicy, UUID, TrafficLimits> question,
            Consumer<Refusal> refused) {
        AtomicReference<Optional<Refusal>> refusal = new AtomicReference<>();
        Meter meter = meters.compute(id, (key, known) -> {
            Meter entered = known == null ? new Meter(limits(question, id).orElse(untilTold)) : known;
            refusal.set(entered.enter());
            return entered;
        });
        refusal.get().ifPresent(refused);
        return refusal.get().isEmpty() ? Optional.of(meter) : Optional.empty();
    }

    private void follow(Map<UUID, Meter> meters, BiFunction<TrafficPolicy, UUID, TrafficLimits> question) {
        for (UUID id : meters.keySet()) {
            Optional<TrafficLimits> now = limits(question, id);
            meters.computeIfPresent(id, (key, meter) -> {
                now.ifPresent(meter::change);
                return meter.isIdle() ? null : meter;
            });
        }
    }

    private Optional<TrafficLimits> limits(BiFunction<TrafficPolicy, UUID, TrafficLimits> question, UUID id) {
        TrafficPolicy present = policy.get();
        try {
            return present == null ? Optional.empty() : Optional.of(question.apply(present, id));
        } catch (RuntimeException e) {
            LOG.debug("The limits of {} can't be told now", id, e);
            return Optional.empty();
        }
    }

    private TrafficLimits ofDevice(TrafficPolicy present, UUID deviceId) {
        TrafficLimits limits = present.ofDevice(deviceId);
        return new TrafficLimits(
                Math.min(mostOfDevice, limits.connections()),
                limits.connectionsPerMinute(),
                limits.bytesPerSecondIn(),
                limits.bytesPerSecondOut());
    }
}
