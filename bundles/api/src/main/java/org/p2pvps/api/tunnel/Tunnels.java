package org.p2pvps.api.tunnel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.device.Lease;

/** The SSH tunnels of this server. */
public interface Tunnels {
    /** Where devices and renters reach the tunnel server. */
    Endpoint endpoint();

    /** The tunnels that are open: authenticated, and listening on their leased port. */
    List<OpenTunnel> open();

    /** Whether the device's tunnel is open. */
    boolean isOpen(UUID deviceId);

    /** For how long the device said nothing through its open tunnel; empty if it has none. */
    default Optional<Duration> silence(UUID deviceId) {
        return isOpen(deviceId) ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    /**
     * Tunnels whose port is closed while sessions through them finish: those of the tunnel server's former selves, for the
     * most part. A device may have several, and an open one beside them.
     */
    default List<OpenTunnel> draining() {
        return List.of();
    }

    /**
     * Closes all of a device's tunnels, and all SSH sessions through them. The agent will come back if its lease still holds.
     *
     * @return whether it had any
     */
    boolean close(UUID deviceId);

    /** Whether nothing on this machine holds {@code port} now. */
    boolean isFree(int port);

    /** The ports that leases may use, from first to last. */
    PortRange ports();

    /**
     * Logs in to the container as a renter would, through the open tunnel, and looks around. Takes up to ten seconds.
     *
     * @throws org.p2pvps.api.ProblemException if the login fails; the message says why
     */
    Probe probe(Lease lease);

    /**
     * @param host the server's public name
     * @param port the tunnel server's port
     * @param hostKey its public key, OpenSSH's one-line form
     * @param fingerprint the key's fingerprint, {@code SHA256:...}
     */
    record Endpoint(String host, int port, String hostKey, String fingerprint) {}

    /** Both ends belong to the range. */
    record PortRange(int first, int last) {}

    /**
     * What the server saw itself.
     *
     * @param cpus processors the container sees
     * @param memoryMib memory the container's machine has, in MiB
     */
    record Probe(int cpus, long memoryMib) {}
}
