package org.p2pvps.tunnel.meter;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.tunnel.TrafficLimits;
import org.p2pvps.api.tunnel.TrafficPolicy;

/** The limits that stand in a file. A policy of a higher service ranking takes over from it. */
@Component(service = TrafficPolicy.class, configurationPid = TrafficLimitsConfig.PID)
@Designate(ocd = TrafficLimitsConfig.class)
public final class ConfiguredTrafficPolicy implements TrafficPolicy {
    private static final long KIB = 1024;

    private final TrafficLimits device;
    private final TrafficLimits renter;
    private final Map<UUID, TrafficLimits> exceptions;

    /** @throws IllegalArgumentException if a limit is impossible; the policy before stays until the file is mended */
    @Activate
    public ConfiguredTrafficPolicy(TrafficLimitsConfig config) {
        device = limits(
                config.deviceConnections(),
                config.deviceConnectionsPerMinute(),
                config.deviceKibIn(),
                config.deviceKibOut());
        renter = limits(
                config.renterConnections(),
                config.renterConnectionsPerMinute(),
                config.renterKibIn(),
                config.renterKibOut());
        exceptions = Arrays.stream(config.deviceExceptions())
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+"))
                .collect(Collectors.toUnmodifiableMap(ConfiguredTrafficPolicy::id, ConfiguredTrafficPolicy::limits));
    }

    @Override
    public TrafficLimits ofDevice(UUID deviceId) {
        return exceptions.getOrDefault(deviceId, device);
    }

    @Override
    public TrafficLimits ofRenter(UUID accountId) {
        return renter;
    }

    private static UUID id(String[] words) {
        return UUID.fromString(words[0]);
    }

    private static TrafficLimits limits(String[] words) {
        if (words.length != 5) {
            throw new IllegalArgumentException("deviceExceptions: ID CONNECTIONS PER_MINUTE KIB_IN KIB_OUT");
        }
        return limits(
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }

    private static TrafficLimits limits(int connections, int perMinute, long kibIn, long kibOut) {
        return new TrafficLimits(
                connections, perMinute, Math.multiplyExact(kibIn, KIB), Math.multiplyExact(kibOut, KIB));
    }
}
