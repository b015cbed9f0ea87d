package org.p2pvps.registration;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.BearerSecret;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.protocol.ErrorCode;

/** Allots leases: a free port, an unused name, fresh credentials. Call it inside a transaction. */
@Component(service = LeaseAllotter.class)
public final class LeaseAllotter {
    private static final int SUBDOMAIN_LENGTH = 10;
    private static final int USERNAME_LENGTH = 8;
    private static final int PASSWORD_LENGTH = 20;

    private final LeaseStore leases;
    private final Ways ways;

    @Activate
    public LeaseAllotter(@Reference LeaseStore leases, @Reference Ways ways) {
        this.leases = leases;
        this.ways = ways;
    }

    Lease allot(Device device, String tunnelKey, Instant now) {
        Lease lease = new Lease(
                UUID.randomUUID(),
                device.id(),
                device.generation(),
                freePort(),
                RandomText.name(SUBDOMAIN_LENGTH),
                RandomText.name(USERNAME_LENGTH),
                new Secret(RandomText.password(PASSWORD_LENGTH)),
                BearerSecret.create(Devices.WEB_TOKEN_PREFIX),
                tunnelKey,
                now,
                null);
        leases.insert(lease);
        return lease;
    }

    /** Starts at a random port, so that one that was just released is seldom handed out next. */
    private int freePort() {
        Tunnels tunnels = ways.tunnels();
        Tunnels.PortRange range = tunnels.ports();
        Set<Integer> leased = leases.active().stream().map(Lease::sshPort).collect(Collectors.toSet());
        int size = range.last() - range.first() + 1;
        int start = RandomText.below(size);
        for (int i = 0; i < size; i++) {
            int port = range.first() + (start + i) % size;
            if (!leased.contains(port) && tunnels.isFree(port)) {
                return port;
            }
        }
        throw new ProblemException(
                ErrorCode.PORTS_EXHAUSTED, "Every SSH port of this server is taken. Its admin can widen the range.");
    }
}
