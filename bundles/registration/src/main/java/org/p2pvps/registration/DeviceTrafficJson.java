package org.p2pvps.registration;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;

/**
 * What went to and from a device, as the API shows it. Bytes; "in" is to the device. What was carried in the last half minute
 * may be missing.
 *
 * @param hours those in which something was carried, the oldest first
 */
public record DeviceTrafficJson(
        UUID deviceId,
        Instant from,
        Instant to,
        long sshBytesIn,
        long sshBytesOut,
        long webBytesIn,
        long webBytesOut,
        List<Hour> hours) {
    /** @param at the hour's beginning */
    public record Hour(Instant at, long sshBytesIn, long sshBytesOut, long webBytesIn, long webBytesOut) {
        private static Hour of(Instant at, Collection<Traffic> rows) {
            return new Hour(
                    at,
                    in(TrafficKind.SSH, rows),
                    out(TrafficKind.SSH, rows),
                    in(TrafficKind.WEB, rows),
                    out(TrafficKind.WEB, rows));
        }
    }

    static DeviceTrafficJson of(UUID deviceId, Instant from, Instant to, List<Traffic> rows) {
        Map<Instant, List<Traffic>> byHour =
                rows.stream().collect(Collectors.groupingBy(Traffic::hour, TreeMap::new, Collectors.toList()));
        return new DeviceTrafficJson(
                deviceId,
                from,
                to,
                in(TrafficKind.SSH, rows),
                out(TrafficKind.SSH, rows),
                in(TrafficKind.WEB, rows),
                out(TrafficKind.WEB, rows),
                byHour.entrySet().stream()
                        .map(hour -> Hour.of(hour.getKey(), hour.getValue()))
                        .toList());
    }

    private static long in(TrafficKind kind, Collection<Traffic> rows) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .mapToLong(Traffic::bytesIn)
                .sum();
    }

    private static long out(TrafficKind kind, Collection<Traffic> rows) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .mapToLong(Traffic::bytesOut)
                .sum();
    }
}
