package org.p2pvps.rental.uptime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;

/** When each device last gave a sign of life through its tunnel, as far as this server could hear it. */
final class Signs {
    private final Map<UUID, Instant> last = new HashMap<>();

    /**
     * Listens to all open tunnels.
     *
     * @param since what was said before does not count: after a standstill a tunnel may look open whose other end is long gone
     */
    void listen(Tunnels tunnels, Instant since, Instant now) {
        for (OpenTunnel tunnel : tunnels.open()) {
            UUID deviceId = tunnel.deviceId();
            Duration silence = tunnels.silence(deviceId).orElse(Duration.ZERO);
            Instant sign = now.minus(silence);
            if (!sign.isBefore(since)) {
                heard(deviceId, sign);
            }
        }
    }

    void heard(UUID deviceId, Instant at) {
        last.merge(deviceId, at, (one, two) -> one.isBefore(two) ? two : one);
    }

    /** From now on nothing is expected of it. */
    void forget(UUID deviceId) {
        last.remove(deviceId);
    }

    void forgetAll() {
        last.clear();
    }

    boolean knows(UUID deviceId) {
        return last.containsKey(deviceId);
    }

    Map<UUID, Instant> all() {
        return Map.copyOf(last);
    }
}
