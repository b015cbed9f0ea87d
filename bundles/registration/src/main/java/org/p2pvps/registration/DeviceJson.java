package org.p2pvps.registration;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.protocol.Hardware;

/**
 * A device as its owner sees it.
 *
 * @param shortestHours the shortest term
 * @param longestHours the longest term
 * @param online whether its tunnel is open now
 * @param hardware null until it registered
 * @param trouble what its agent complains of; empty if nothing
 * @param lastSeenAt null until it registered
 */
public record DeviceJson(
        UUID id,
        UUID ownerId,
        String name,
        String description,
        Purpose purpose,
        Money hourlyRate,
        int shortestHours,
        int longestHours,
        DeviceState state,
        int generation,
        boolean online,
        Hardware hardware,
        String trouble,
        Instant lastSeenAt,
        Instant createdAt) {

    static DeviceJson of(Device device, boolean online) {
        return new DeviceJson(
                device.id(),
                device.ownerId(),
                device.name(),
                device.description(),
                device.purpose(),
                device.hourlyRate(),
                device.term().shortestHours(),
                device.term().longestHours(),
                device.state(),
                device.generation(),
                online,
                device.hardware(),
                device.trouble(),
                device.lastSeenAt(),
                device.createdAt());
    }
}
