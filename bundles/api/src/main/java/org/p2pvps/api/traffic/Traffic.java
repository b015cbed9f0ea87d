package org.p2pvps.api.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What one counter saw of one lease in one hour. The counter's own figures: put again they replace what it said before, so
 * that nothing is ever counted twice.
 *
 * @param counter the run of the data path that counted
 * @param leaseId the lease, and with it the rental, that the bytes belong to
 * @param hour the hour's beginning
 * @param bytesIn to the device
 * @param bytesOut from the device
 */
public record Traffic(
        UUID counter, UUID deviceId, UUID leaseId, TrafficKind kind, Instant hour, long bytesIn, long bytesOut) {
    /** The same for the same counter, lease, kind and hour. */
    public UUID id() {
        String key = counter + "/" + leaseId + "/" + kind + "/" + hour.getEpochSecond();
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.US_ASCII));
    }
}
