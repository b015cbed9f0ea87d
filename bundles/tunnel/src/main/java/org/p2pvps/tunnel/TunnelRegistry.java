package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.p2pvps.tunnel.io.SocketHandler;
import org.p2pvps.tunnel.jump.DeviceDoors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tunnels of this moment: at most one a device and one a port. Its lock is never held while a session is closed, since
 * sessions call in here with locks of their own.
 */
final class TunnelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelRegistry.class);

    private final Map<UUID, DeviceTunnel> byDevice = new HashMap<>();
    private final Map<Integer, DeviceTunnel> byPort = new HashMap<>();
    private final LeaseTable leases;
    private final LeasablePorts ports;
    private final Consumer<UUID> changed;
    private boolean draining;

    /** @param changed told the device whose tunnel opened or closed */
    TunnelRegistry(LeaseTable leases, LeasablePorts ports, Consumer<UUID> changed) {
        this.leases = leases;
        this.ports = ports;
        this.changed = changed;
    }

    /**
     * A device signed in: its older tunnel, if it has one, makes way.
     *
     * @return false if its lease ended meanwhile
     */
    boolean admit(DeviceTunnel tunnel) {
        DeviceTunnel older;
        synchronized (this) {
            if (draining || !leases.stillHolds(tunnel.lease())) {
                return false;
            }
            older = byDevice.put(tunnel.deviceId(), tunnel);
        }
        if (older != null) {
            LOG.info("Device {} is back: its older tunnel makes way", tunnel.deviceId());
            end(older);
        }
        if (!tunnel.session().isOpen()) {
            end(tunnel);
        }
        return true;
    }

    /**
     * Opens the leased port. Whoever still holds it, without the right to it, is cut; if another program holds it, the device
     * has to come again: the thread that is here serves others, too.
     */
    boolean listen(DeviceTunnel tunnel, SocketHandler renters) {
        DeviceTunnel holder = holderOf(tunnel.lease().sshPort());
        if (holder != null && holder != tunnel) {
            end(holder);
        }
        return tunnel.isListening() || tryListen(tunnel, renters);
    }

    /** @return whether the port was open */
    boolean stopListening(DeviceTunnel tunnel) {
        boolean stopped;
        synchronized (this) {
            byPort.remove(tunnel.lease().sshPort(), tunnel);
            stopped = tunnel.stopListening();
        }
        if (stopped) {
            changed.accept(tunnel.deviceId());
        }
        return stopped;
    }

    /** Cuts the tunnel and all that runs through it. Its port is free when this returns. */
    void end(DeviceTunnel tunnel) {
        boolean wasOpen = stopListening(tunnel);
        synchronized (this) {
            byDevice.remove(tunnel.deviceId(), tunnel);
        }
        tunnel.close();
        if (wasOpen) {
            LOG.info("The tunnel of device {} is closed", tunnel.deviceId());
        }
    }

    /**
     * From now on no port is opened, and none is open.
     *
     * @return the tunnels that are open
     */
    Collection<DeviceTunnel> beginDrain() {
        synchronized (this) {
            draining = true;
        }
        Collection<DeviceTunnel> open = all();
        open.forEach(this::stopListening);
        return open;
    }

    /** Cuts every tunnel whose lease is no longer what it was. */
    void enforceLeases() {
        for (DeviceTunnel tunnel : all()) {
            if (!leases.stillHolds(tunnel.lease())) {
                LOG.info("The lease of device {} ended: its tunnel is cut", tunnel.deviceId());
                end(tunnel);
            }
        }
    }

    synchronized Optional<DeviceTunnel> of(UUID deviceId) {
        return Optional.ofNullable(byDevice.get(deviceId));
    }

    /** The way through the device's tunnel, if it is open by that lease. */
    Optional<DeviceDoors.Door> door(UUID deviceId, UUID leaseId) {
        return of(deviceId)
                .filter(tunnel -> tunnel.lease().id().equals(leaseId))
                .flatMap(DeviceTunnel::door);
    }

    synchronized Collection<DeviceTunnel> all() {
        return List.copyOf(byDevice.values());
    }

    private synchronized DeviceTunnel holderOf(int port) {
        return byPort.get(port);
    }

    private boolean tryListen(DeviceTunnel tunnel, SocketHandler renters) {
        int port = tunnel.lease().sshPort();
        synchronized (this) {
            if (draining
                    || byDevice.get(tunnel.deviceId()) != tunnel
                    || !ports.isFree(port)
                    || !open(tunnel, port, renters)) {
                return false;
            }
            byPort.put(port, tunnel);
        }
        LOG.info("The tunnel of device {} is open at port {}", tunnel.deviceId(), port);
        changed.accept(tunnel.deviceId());
        return true;
    }

    private boolean open(DeviceTunnel tunnel, int port, SocketHandler renters) {
        try {
            LeasedPort opened =
                    LeasedPort.open(new InetSocketAddress(ports.address(), port), tunnel.session(), renters);
            if (!tunnel.listensOn(opened, renters)) {
                opened.close();
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.debug("Port {} can't be bound", port, e);
            return false;
        }
    }
}
