package org.p2pvps.tunnel;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.tunnel.OpenTunnel;

/**
 * A tunnel as REST shows it.
 *
 * @param deviceName null while devices can't be looked up
 */
public record TunnelJson(
        UUID deviceId,
        String deviceName,
        TunnelState state,
        int generation,
        int port,
        String from,
        Instant since,
        int sessions,
        long bytesIn,
        long bytesOut) {

    static TunnelJson of(OpenTunnel tunnel, String deviceName, TunnelState state) {
        return new TunnelJson(
                tunnel.deviceId(),
                deviceName,
                state,
                tunnel.generation(),
                tunnel.port(),
                tunnel.from(),
                tunnel.since(),
                tunnel.sessions(),
                tunnel.bytesIn(),
                tunnel.bytesOut());
    }
}
