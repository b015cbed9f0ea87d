package org.p2pvps.registration;

import java.util.Optional;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.protocol.Hardware;

/** Compares what an agent said with what the server saw from inside the container. */
final class HardwareCheck {
    /** The kernel keeps some memory to itself, and it differs by a little from boot to boot. */
    private static final double MEMORY_TOLERANCE = 0.95;

    private HardwareCheck() {}

    static Optional<String> complaint(Hardware claimed, Tunnels.Probe seen) {
        if (seen.cpus() < claimed.cpus()) {
            return Optional.of(
                    "The agent claims " + claimed.cpus() + " processors, the container sees " + seen.cpus() + ".");
        }
        if (seen.memoryMib() < claimed.memoryMib() * MEMORY_TOLERANCE) {
            return Optional.of(
                    "The agent claims " + claimed.memoryMib() + " MiB, the container sees " + seen.memoryMib() + ".");
        }
        return Optional.empty();
    }
}
