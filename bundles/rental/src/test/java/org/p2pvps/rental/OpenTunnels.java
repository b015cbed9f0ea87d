package org.p2pvps.rental;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;

/** Tunnels that are open when a test says so. */
final class OpenTunnels implements Tunnels {
    private final Set<UUID> devices = ConcurrentHashMap.newKeySet();

    void open(UUID deviceId) {
        devices.add(deviceId);
    }

    @Override
    public boolean close(UUID deviceId) {
        return devices.remove(deviceId);
    }

    @Override
    public boolean isOpen(UUID deviceId) {
        return devices.contains(deviceId);
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint("vps.example.org", 2222, "ssh-ed25519 AAAA", "SHA256:x");
    }

    @Override
    public List<OpenTunnel> open() {
        return List.of();
    }

    @Override
    public boolean isFree(int port) {
        return true;
    }

    @Override
    public PortRange ports() {
        return new PortRange(20_000, 20_009);
    }

    @Override
    public Probe probe(Lease lease) {
        return new Probe(4, 4_000);
    }
}
