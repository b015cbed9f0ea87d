package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.traffic.TrafficWriter;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.tunnel.jump.JumpHost;
import org.p2pvps.tunnel.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets, the sessions, and what watches them, put together. It depends on nothing that may be swapped: while the database
 * is away, the leases last known hold.
 */
final class DataPath implements FormerSelves.Self, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataPath.class);

    private final TunnelConfig config;
    private final Clock clock;
    private final HostKey hostKey;
    private final LeasablePorts ports;
    private final Refusals refusals = new Refusals();
    private final Meters meters;
    private final TunnelRegistry tunnels;
    private final LeaseFollower follower;
    private final JumpHost jumps;
    private final TunnelServer server;
    private final Handshakes handshakes;
    private final TrafficWriter traffic;
    private final ContainerProbe probe;
    private final Heartbeat heartbeat;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tunnel-watch"));

    /** @param changed told the device whose tunnel opened or closed */
    DataPath(TunnelConfig config, TunnelSources sources, Consumer<UUID> changed, Clock clock) throws IOException {
        Cryptography.prepare();
        this.config = config;
        this.clock = clock;
        hostKey = HostKey.at(hostKeyFile(config));
        ports = new LeasablePorts(InetAddress.getByName(config.bindAddress()), config.firstPort(), config.lastPort());
        meters = new Meters(sources.policy(), config.connectionsPerDevice());
        LeaseTable leases = new LeaseTable();
        tunnels = new TunnelRegistry(leases, ports, changed);
        follower = new LeaseFollower(sources.leases(), leases, tunnels::enforceLeases);
        jumps = new JumpHost(sources.jumps(), tunnels::door, meters, refusals, clock);
        server = new TunnelServer(
                config,
                hostKey,
                new DeviceKeyAuthenticator(leases, follower, refusals),
                new ForwardRequests(tunnels, meters, refusals),
                jumps,
                refusals);
        handshakes = new Handshakes(config.handshakesPerAddress(), refusals, server::isFull);
        TrafficBook book = new TrafficBook(TrafficKind.SSH, clock);
        traffic = new TrafficWriter(
                book, sources.traffic(), "tunnel-traffic", e -> LOG.debug("What was carried can't be written now", e));
        server.listenTo(handshakes);
        server.listenTo(new TunnelSessions(tunnels, book, refusals, clock));
        server.listenTo(jumps.sessions());
        probe = new ContainerProbe(
                ports.local(),
                AddressRange.list(config.proxies()).stream().anyMatch(range -> range.contains(ports.local())));
        heartbeat = new Heartbeat(tunnels, Heartbeat.SILENCE);
    }

    void start() {
        probe.start();
        follower.start();
        jumps.start();
        traffic.start();
        traffic.every(Duration.ofHours(1), this::forget);
        watch.execute(this::listen);
        long period = Heartbeat.PERIOD.toMillis();
        var unused = watch.scheduleAtFixedRate(new Tireless(heartbeat), period, period, TimeUnit.MILLISECONDS);
        var unusedEither = watch.scheduleWithFixedDelay(new Tireless(meters), 1, 1, TimeUnit.SECONDS);
        var unusedToo = watch.scheduleWithFixedDelay(new Tireless(handshakes), 500, 500, TimeUnit.MILLISECONDS);
    }

    Tunnels.Endpoint endpoint() {
        int port = config.publicPort() == 0 ? server.port() : config.publicPort();
        return new Tunnels.Endpoint(config.publicHost(), port, hostKey.line(), hostKey.fingerprint());
    }

    LeasablePorts ports() {
        return ports;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Connections to the server's own port, whether they have signed in or not. */
    int connections() {
        return server.connections();
    }

    Tunnels.Probe probe(Lease lease) {
        return probe.probe(lease);
    }

    /** The device's tunnel, while its port is open. */
    Optional<DeviceTunnel> listening(UUID deviceId) {
        return tunnels.of(deviceId).filter(DeviceTunnel::isListening);
    }

    List<OpenTunnel> listening() {
        return tunnels.all().stream()
                .filter(DeviceTunnel::isListening)
                .map(DeviceTunnel::describe)
                .toList();
    }

    /** Those whose port is closed while connections go on. */
    @Override
    public List<OpenTunnel> tunnels() {
        return tunnels.all().stream()
                .filter(tunnel -> !tunnel.isListening() && !tunnel.isIdle())
                .map(DeviceTunnel::describe)
                .toList();
    }

    @Override
    public boolean cut(UUID deviceId) {
        Optional<DeviceTunnel> tunnel = tunnels.of(deviceId);
        tunnel.ifPresent(tunnels::end);
        return tunnel.isPresent();
    }

    /** Looks the device's lease up soon. */
    void leaseChanged(UUID deviceId) {
        follower.refresh(deviceId);
    }

    /** Looks soon at what people may reach. */
    void rightsChanged() {
        jumps.refresh();
    }

    /** Nothing is asked of containers any more. */
    void endProbes() {
        probe.close();
    }

    /**
     * Its ports are free at once; connections that are open may finish.
     *
     * @param longest how long they may take
     * @param finished called when they have, or time is up; this is to be closed then
     */
    void drain(Duration longest, Runnable finished) {
        new Drain(server, tunnels, watch, finished).begin(longest);
    }

    /** Cuts what is left. */
    @Override
    public void close() {
        watch.shutdownNow();
        follower.close();
        jumps.close();
        tunnels.all().forEach(tunnels::end);
        server.close();
        traffic.close();
    }

    /** Tried until it works: the port may be held by the bundle's former self for a moment, or by another program. */
    private void listen() {
        try {
            server.start();
            LOG.info("Devices are awaited at port {}", server.port());
        } catch (IOException | RuntimeException e) {
            LOG.error("Port {} can't be opened for devices, will try again: {}", config.port(), e.getMessage());
            var unused = watch.schedule(this::listen, 2, TimeUnit.SECONDS);
        }
    }

    private void forget(TrafficStore store) {
        store.forget(clock.instant().minus(Duration.ofDays(config.trafficDays())));
    }

    private static Path hostKeyFile(TunnelConfig config) {
        return config.hostKey().isBlank()
                ? Path.of(System.getProperty("karaf.base", ""), "state", "keys", "tunnel_host_ed25519")
                : Path.of(config.hostKey());
    }
}
