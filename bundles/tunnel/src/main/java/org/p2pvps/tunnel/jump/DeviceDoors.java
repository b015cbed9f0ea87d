package org.p2pvps.tunnel.jump;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.p2pvps.tunnel.io.SocketHandler;

/** The ways through devices' tunnels. */
@FunctionalInterface
public interface DeviceDoors {
    /**
     * The way to a device; empty if its tunnel is not open.
     *
     * @param leaseId the lease by which the device is to be reached
     */
    Optional<Door> of(UUID deviceId, UUID leaseId);

    /**
     * The way to one device.
     *
     * @param renters what carries renters' connections, as those that come in at the leased port. It resumes a connection's
     *     reading when the device took it, and closes it otherwise
     * @param thread the device's own: everything that {@code renters} hears is told there
     */
    record Door(SocketHandler renters, Executor thread) {}
}
