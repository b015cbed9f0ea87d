package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Topics;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.traffic.TrafficWriter;
import org.p2pvps.api.tunnel.DeviceAccess;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.TrafficPolicy;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.tunnel.jump.JumpHost;
import org.p2pvps.tunnel.jump.JumpSources;
import org.p2pvps.tunnel.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tunnel server as the rest of the server sees it. It depends on nothing that may be swapped: while the database is away,
 * the leases last known hold.
 */
@Component(
        service = {Tunnels.class, EventHandler.class, RefusalCounts.class},
        immediate = true,
        configurationPid = "org.p2pvps.tunnel",
        property = {
            EventConstants.EVENT_TOPIC + "=" + Topics.LEASE_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + Topics.DEVICE_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + Topics.ACCOUNT_KEYS_CHANGED
        })
@Designate(ocd = TunnelConfig.class)
public final class TunnelService implements Tunnels, EventHandler, RefusalCounts {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelService.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore leaseStore;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile EventAdmin events;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile TrafficPolicy trafficPolicy;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile TrafficStore trafficStore;

    private final Clock clock;
    private final TunnelConfig config;
    private final HostKey hostKey;
    private final LeasablePorts ports;
    private final Refusals refusals = new Refusals();
    private final Meters meters;
    private final TrafficWriter traffic;
    private final TunnelRegistry tunnels;
    private final LeaseFollower follower;
    private final JumpSources jumpSources;
    private final JumpHost jumps;
    private final TunnelServer server;
    private final Handshakes handshakes;
    private final ContainerProbe probe;
    private final Heartbeat heartbeat;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tunnel-watch"));

    private final Optional<BundleContext> context;
    private final FormerSelves formerSelves;
    private volatile Supplier<LeaseStore> leaseSource = () -> leaseStore;
    private volatile Supplier<TrafficStore> trafficSource = () -> trafficStore;

    @Activate
    public TunnelService(TunnelConfig config, @Reference JumpSources jumpSources, BundleContext context)
            throws IOException {
        this(config, jumpSources, Clock.systemUTC(), Optional.of(context), new Predecessors(context));
    }

    /** @param context none outside OSGi */
    TunnelService(
            TunnelConfig config,
            JumpSources jumpSources,
            Clock clock,
            Optional<BundleContext> context,
            FormerSelves formerSelves)
            throws IOException {
        this.context = context;
        this.formerSelves = formerSelves;
        this.jumpSources = jumpSources.forOne();
        this.clock = clock;
        Cryptography.prepare();
        this.config = config;
        hostKey = HostKey.at(hostKeyFile(config));
        ports = new LeasablePorts(InetAddress.getByName(config.bindAddress()), config.firstPort(), config.lastPort());
        LeaseTable leases = new LeaseTable();
        meters = new Meters(() -> trafficPolicy, config.connectionsPerDevice());
        tunnels = new TunnelRegistry(leases, ports, this::post);
        follower = new LeaseFollower(() -> leaseSource.get(), leases, tunnels::enforceLeases);
        jumps = new JumpHost(this.jumpSources, tunnels::door, meters, refusals, clock);
        server = new TunnelServer(
                config,
                hostKey,
                new DeviceKeyAuthenticator(leases, follower, refusals),
                new ForwardRequests(tunnels, meters, refusals),
                jumps,
                refusals);
        handshakes = new Handshakes(config.handshakesPerAddress(), refusals, server::isFull);
        server.listenTo(handshakes);
        TrafficBook book = new TrafficBook(TrafficKind.SSH, clock);
        traffic = new TrafficWriter(
                book,
                () -> trafficSource.get(),
                "tunnel-traffic",
                e -> LOG.debug("What was carried can't be written now", e));
        server.listenTo(new TunnelSessions(tunnels, book, refusals, clock));
        server.listenTo(jumps.sessions());
        probe = new ContainerProbe(
                ports.local(),
                AddressRange.list(config.proxies()).stream().anyMatch(range -> range.contains(ports.local())));
        heartbeat = new Heartbeat(tunnels, Heartbeat.SILENCE);
    }

    @Activate
    void start() {
        probe.start();
        follower.start();
        jumps.start();
        traffic.start();
        traffic.every(Duration.ofHours(1), this::forget);
        watch.execute(this::listen);
        long period = Heartbeat.PERIOD.toMillis();
        var unused = watch.scheduleAtFixedRate(heartbeat, period, period, TimeUnit.MILLISECONDS);
        var unusedEither = watch.scheduleWithFixedDelay(meters, 1, 1, TimeUnit.SECONDS);
        var unusedToo = watch.scheduleWithFixedDelay(handshakes, 500, 500, TimeUnit.MILLISECONDS);
    }

    /** When this bundle makes way for another, open connections may finish; when the whole server stops, they may not. */
    @Deactivate
    void stop() {
        probe.close();
        if (config.drainSeconds() == 0 || serverStops()) {
            close();
        } else {
            drain();
        }
    }

    /** The look-ups are left to threads of their own, since event handlers must be quick. */
    @Override
    public void handleEvent(Event event) {
        if (event.getTopic().equals(Topics.LEASE_CHANGED) && event.getProperty(Topics.ID) instanceof String id) {
            follower.refresh(UUID.fromString(id));
        } else {
            jumps.refresh();
        }
    }

    @Override
    public Endpoint endpoint() {
        int port = config.publicPort() == 0 ? server.port() : config.publicPort();
        return new Endpoint(config.publicHost(), port, hostKey.line(), hostKey.fingerprint());
    }

    @Override
    public List<OpenTunnel> open() {
        return tunnels.all().stream()
                .filter(DeviceTunnel::isListening)
                .map(DeviceTunnel::describe)
                .toList();
    }

    @Override
    public boolean isOpen(UUID deviceId) {
        return tunnels.of(deviceId).filter(DeviceTunnel::isListening).isPresent();
    }

    @Override
    public Optional<Duration> silence(UUID deviceId) {
        return tunnels.of(deviceId).filter(DeviceTunnel::isListening).map(DeviceTunnel::silence);
    }

    @Override
    public List<OpenTunnel> draining() {
        return Stream.concat(finishing().stream(), formerSelves.tunnels().stream())
                .toList();
    }

    @Override
    public boolean close(UUID deviceId) {
        boolean here = cut(deviceId);
        return formerSelves.cut(deviceId) || here;
    }

    @Override
    public boolean isFree(int port) {
        return ports.isFree(port);
    }

    @Override
    public PortRange ports() {
        return new PortRange(ports.first(), ports.last());
    }

    @Override
    public Probe probe(Lease lease) {
        return probe.probe(lease);
    }

    @Override
    public long refused(Refusal refusal) {
        return refusals.count(refusal);
    }

    /** Connections to the server's own port, whether they have signed in or not. */
    int connections() {
        return server.connections();
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

    private boolean cut(UUID deviceId) {
        Optional<DeviceTunnel> tunnel = tunnels.of(deviceId);
        tunnel.ifPresent(tunnels::end);
        return tunnel.isPresent();
    }

    private List<OpenTunnel> finishing() {
        return tunnels.all().stream()
                .filter(tunnel -> !tunnel.isListening() && !tunnel.isIdle())
                .map(DeviceTunnel::describe)
                .toList();
    }

    private boolean serverStops() {
        return context.map(here -> here.getBundle(Constants.SYSTEM_BUNDLE_LOCATION))
                .filter(framework -> framework.getState() == Bundle.STOPPING)
                .isPresent();
    }

    private void drain() {
        List<AutoCloseable> helpers = new ArrayList<>();
        context.ifPresent(here -> {
            Preloading.allOf(here.getBundle());
            leaseSource = later(here, LeaseStore.class, helpers);
            trafficSource = later(here, TrafficStore.class, helpers);
            jumpSources.outlive(
                    later(here, AccountKeyStore.class, helpers),
                    later(here, AccessTokenStore.class, helpers),
                    later(here, DeviceAccess.class, helpers));
            helpers.add(hearEvents(here)::unregister);
        });
        helpers.add(formerSelves.join(new Finishing()));
        new Drain(server, tunnels, watch, () -> finish(helpers)).begin(Duration.ofSeconds(config.drainSeconds()));
    }

    /** A stopped bundle's own registration is gone, and whose lease ends is to be cut as quickly as ever. */
    private ServiceRegistration<?> hearEvents(BundleContext here) {
        Hashtable<String, Object> topics = new Hashtable<>();
        topics.put(
                EventConstants.EVENT_TOPIC,
                new String[] {Topics.LEASE_CHANGED, Topics.DEVICE_CHANGED, Topics.ACCOUNT_KEYS_CHANGED});
        return here.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .getBundleContext()
                .registerService(EventHandler.class, this, topics);
    }

    private static <T> Supplier<T> later(BundleContext here, Class<T> type, List<AutoCloseable> helpers) {
        LaterService<T> later = new LaterService<>(here, type);
        helpers.add(later);
        return later;
    }

    private void finish(List<AutoCloseable> helpers) {
        close();
        for (AutoCloseable helper : helpers) {
            try {
                helper.close();
            } catch (Exception frameworkIsGone) {
                LOG.debug("Nothing is left to be closed", frameworkIsGone);
            }
        }
    }

    private void close() {
        watch.shutdownNow();
        follower.close();
        jumps.close();
        tunnels.all().forEach(tunnels::end);
        server.close();
        traffic.close();
    }

    private void post(UUID deviceId) {
        EventAdmin admin = events;
        if (admin != null) {
            admin.postEvent(new Event(Topics.TUNNEL_CHANGED, Map.of(Topics.ID, deviceId.toString())));
        }
    }

    /** As successors see this data path. */
    private final class Finishing implements FormerSelves.Self {
        @Override
        public List<OpenTunnel> tunnels() {
            return finishing();
        }

        @Override
        public boolean cut(UUID deviceId) {
            return TunnelService.this.cut(deviceId);
        }
    }

    private static Path hostKeyFile(TunnelConfig config) {
        return config.hostKey().isBlank()
                ? Path.of(System.getProperty("karaf.base", ""), "state", "keys", "tunnel_host_ed25519")
                : Path.of(config.hostKey());
    }
}
