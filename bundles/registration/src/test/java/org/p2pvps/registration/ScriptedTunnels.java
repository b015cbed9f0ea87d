package org.p2pvps.registration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.protocol.ErrorCode;

/** Tunnels that are open, and look as a test says. */
final class ScriptedTunnels implements Tunnels {
    final Set<UUID> open = new HashSet<>();
    final Set<Integer> taken = new HashSet<>();
    PortRange ports = new PortRange(20_000, 20_999);
    Probe seen = new Probe(4, 4_000);
    boolean loginWorks = true;

    @Override
    public Endpoint endpoint() {
        return new Endpoint("vps.example.org", 2222, "ssh-ed25519 AAAA", "SHA256:x");
    }

    @Override
    public List<OpenTunnel> open() {
        return List.of();
    }

    @Override
    public boolean isOpen(UUID deviceId) {
        return open.contains(deviceId);
    }

    @Override
    public boolean close(UUID deviceId) {
        return open.remove(deviceId);
    }

    @Override
    public boolean isFree(int port) {
        return !taken.contains(port);
    }

    @Override
    public PortRange ports() {
        return ports;
    }

    @Override
    public Probe probe(Lease lease) {
        if (!loginWorks) {
            throw new ProblemException(ErrorCode.CONFLICT, "The login was refused.");
        }
        return seen;
    }
}
