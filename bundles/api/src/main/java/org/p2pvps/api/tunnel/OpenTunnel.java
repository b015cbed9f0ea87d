package org.p2pvps.api.tunnel;

import java.time.Instant;
import java.util.UUID;

/**
 * A tunnel that is open.
 *
 * @param from the device's address as the server sees it
 * @param sessions renters' connections through it at the moment
 * @param bytesIn bytes from renters to the device since it opened
 * @param bytesOut bytes from the device to renters since it opened
 */
public record OpenTunnel(
        UUID deviceId,
        int generation,
        int port,
        String from,
        Instant since,
        int sessions,
        long bytesIn,
        long bytesOut) {}
