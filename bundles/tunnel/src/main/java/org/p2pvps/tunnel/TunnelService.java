package org.p2pvps.tunnel;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.TrafficPolicy;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.tunnel.jump.JumpSources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tunnel server as the rest of the server sees it. */
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

    private final TunnelConfig config;
    private final TunnelSources sources;
    private final DataPath path;
    private final Optional<BundleContext> context;
    private final FormerSelves formerSelves;

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
        this.config = config;
        this.context = context;
        this.formerSelves = formerSelves;
        sources = new TunnelSources(
                new Source<>(() -> leaseStore),
                new Source<>(() -> trafficStore),
                () -> trafficPolicy,
                jumpSources.forOne());
        path = new DataPath(config, sources, this::post, clock);
    }

    @Activate
    void start() {
        path.start();
    }

    /** When this bundle makes way for another, open connections may finish; when the whole server stops, they may not. */
    @Deactivate
    void stop() {
        path.endProbes();
        if (config.drainSeconds() == 0 || serverStops()) {
            path.close();
        } else {
            Succession succession = new Succession(path, formerSelves);
            context.ifPresent(here -> succession.outlive(here, sources, this));
            succession.begin(Duration.ofSeconds(config.drainSeconds()));
        }
    }

    /** The look-ups are left to threads of their own, since event handlers must be quick. */
    @Override
    public void handleEvent(Event event) {
        if (event.getTopic().equals(Topics.LEASE_CHANGED) && event.getProperty(Topics.ID) instanceof String id) {
            path.leaseChanged(UUID.fromString(id));
        } else {
            path.rightsChanged();
        }
    }

    @Override
    public Endpoint endpoint() {
        return path.endpoint();
    }

    @Override
    public List<OpenTunnel> open() {
        return path.listening();
    }

    @Override
    public boolean isOpen(UUID deviceId) {
        return path.listening(deviceId).isPresent();
    }

    @Override
    public Optional<Duration> silence(UUID deviceId) {
        return path.listening(deviceId).map(DeviceTunnel::silence);
    }

    @Override
    public List<OpenTunnel> draining() {
        return Stream.concat(path.tunnels().stream(), formerSelves.tunnels().stream())
                .toList();
    }

    @Override
    public boolean close(UUID deviceId) {
        boolean here = path.cut(deviceId);
        return formerSelves.cut(deviceId) || here;
    }

    @Override
    public boolean isFree(int port) {
        return path.ports().isFree(port);
    }

    @Override
    public PortRange ports() {
        return new PortRange(path.ports().first(), path.ports().last());
    }

    @Override
    public Probe probe(Lease lease) {
        return path.probe(lease);
    }

    @Override
    public long refused(Refusal refusal) {
        return path.refusals().count(refusal);
    }

    /** Connections to the server's own port, whether they have signed in or not. */
    int connections() {
        return path.connections();
    }

    private boolean serverStops() {
        return context.map(here -> here.getBundle(Constants.SYSTEM_BUNDLE_LOCATION))
                .filter(framework -> framework.getState() == Bundle.STOPPING)
                .isPresent();
    }

    /** Who calls is about to open or cut a tunnel, and goes on with that: a sweep finds what an event missed. */
    private void post(UUID deviceId) {
        EventAdmin admin = events;
        if (admin == null) {
            return;
        }
        try {
            admin.postEvent(new Event(Topics.TUNNEL_CHANGED, Map.of(Topics.ID, deviceId.toString())));
        } catch (IllegalStateException beingReplaced) {
            LOG.debug("Nobody hears of the tunnel of device {} now", deviceId, beingReplaced);
        }
    }
}
