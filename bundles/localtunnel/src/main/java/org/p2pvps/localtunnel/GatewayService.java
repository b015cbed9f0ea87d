package org.p2pvps.localtunnel;

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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.traffic.TrafficWriter;
import org.p2pvps.api.tunnel.WebGateway;
import org.p2pvps.localtunnel.gateway.GatewayAddress;
import org.p2pvps.localtunnel.gateway.GatewayLimits;
import org.p2pvps.localtunnel.gateway.GatewayServer;
import org.p2pvps.localtunnel.tls.CertificateFolder;
import org.p2pvps.localtunnel.tls.DataKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as the rest of the server sees it. It depends on nothing that may be swapped: while the database is away, the
 * leases and choices last known hold.
 */
@Component(
        service = {WebGateway.class, EventHandler.class},
        immediate = true,
        configurationPid = "org.p2pvps.localtunnel",
        property = EventConstants.EVENT_TOPIC + "=" + Topics.LEASE_CHANGED)
@Designate(ocd = GatewayConfig.class)
public final class GatewayService implements WebGateway, EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);
    private static final int HEADER_FIELDS = 100;
    private static final int CERTIFICATES_SECONDS = 5;
    private static final int GUEST_SOCKETS = 10;
    private static final int MOST_GUESTS = 100;
    private static final int MOST_STRANGERS = 1000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore leaseStore;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SiteChoiceStore siteChoiceStore;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile TrafficStore trafficStore;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CustomDomainStore customDomainStore;

    private final GatewayConfig config;
    private final LeaseFollower follower;
    private final Optional<DataKey> dataKey;
    private final ChoiceFollower choices;
    private final CertificateFolder certificates;
    private final GatewayServer server;
    private final TrafficWriter traffic;
    private final ScheduledExecutorService opening =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "gateway-opening"));

    @Activate
    public GatewayService(GatewayConfig config) throws IOException {
        this.config = config;
        choices = new ChoiceFollower(() -> siteChoiceStore, () -> customDomainStore);
        follower = new LeaseFollower(() -> leaseStore, this::enforceLeases);
        GatewayServer.Ports ports = new GatewayServer.Ports(
                InetAddress.getByName(config.bindAddress()),
                config.port(),
                config.firstDataPort(),
                config.lastDataPort(),
                config.guests(),
                AddressRange.list(config.proxies()));
        dataKey = config.dataEncryption() == DataEncryption.OFF
                ? Optional.empty()
                : Optional.of(DataKey.in(Path.of(config.dataKey()), Clock.systemUTC()));
        certificates = new CertificateFolder(Path.of(config.certificates()));
        TrafficBook book = new TrafficBook(TrafficKind.WEB, Clock.systemUTC());
        traffic = new TrafficWriter(
                book,
                () -> trafficStore,
                "gateway-traffic",
                e -> LOG.debug("What was carried can't be written now", e));
        server = new GatewayServer(
                address(config.port()), ports, limits(config), follower, book, choices, tls(config), dataTls(config));
    }

    @Activate
    void start() {
        follower.start();
        choices.start();
        traffic.start();
        opening.execute(this::openPorts);
        var unused = opening.scheduleWithFixedDelay(this::readCertificates, 0, CERTIFICATES_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        opening.shutdownNow();
        follower.close();
        choices.close();
        server.close();
        traffic.close();
    }

    /** By LEASE_CHANGED: the look-up is left to the follower's thread, since event handlers must be quick. */
    @Override
    public void handleEvent(Event event) {
        if (event.getProperty(Topics.ID) instanceof String id) {
            follower.refresh(UUID.fromString(id));
        }
    }

    @Override
    public String controlUrl() {
        return address(server.publicPort()).urlOfHost(config.domain());
    }

    /** With TLS as soon as there is a certificate for the name. */
    @Override
    public String urlOf(String subdomain) {
        return certificates.covers(subdomain + "." + config.domain())
                ? new GatewayAddress("https", config.domain(), server.publicTlsPort(), config.landing())
                        .urlOf(subdomain)
                : address(server.publicPort()).urlOf(subdomain);
    }

    @Override
    public Optional<SecurePort> securePort() {
        return dataKey.map(key -> new SecurePort(server.dataPort(), key.fingerprint()));
    }

    @Override
    public List<OpenSite> open() {
        return server.sites().stream()
                .map(site -> new OpenSite(
                        site.name(),
                        site.permit() == null ? null : site.permit().deviceId(),
                        site.connections()))
                .toList();
    }

    /** TLS's port as people reach it; negative if there is none. */
    int tlsPort() {
        return server.publicTlsPort();
    }

    private void enforceLeases() {
        server.enforcePermits();
    }

    private void readCertificates() {
        try {
            certificates.refresh();
        } catch (RuntimeException e) {
            LOG.error("The certificates can't be read", e);
        }
    }

    private GatewayServer.Tls tls(GatewayConfig config) {
        Optional<String> strictTransport = Optional.of(config.strictTransportSeconds())
                .filter(seconds -> seconds > 0)
                .map(seconds -> "max-age=" + seconds);
        return new GatewayServer.Tls(
                config.tlsPort(), config.publicTlsPort(), certificates, config.redirectToTls(), strictTransport);
    }

    private Optional<GatewayServer.DataTlsPolicy> dataTls(GatewayConfig config) throws IOException {
        if (dataKey.isEmpty()) {
            return Optional.empty();
        }
        boolean required = config.dataEncryption() == DataEncryption.REQUIRED;
        return Optional.of(new GatewayServer.DataTlsPolicy(dataKey.get().context(), required));
    }

    /** Tried until it works: the ports may be held by the bundle's former self for a moment, or by another program. */
    private void openPorts() {
        try {
            server.open();
            LOG.info("Sites are served at {}", controlUrl());
        } catch (IOException | RuntimeException e) {
            LOG.error("The gateway's ports can't be opened, will try again: {}", e.getMessage());
            var unused = opening.schedule(this::openPorts, 2, TimeUnit.SECONDS);
        }
    }

    private GatewayAddress address(int port) {
        int publicPort = config.publicPort() == 0 ? port : config.publicPort();
        return new GatewayAddress(config.scheme(), config.domain(), publicPort, config.landing());
    }

    private static GatewayLimits limits(GatewayConfig config) {
        return new GatewayLimits(
                config.headerBytes(),
                HEADER_FIELDS,
                Duration.ofSeconds(config.headerTimeout()),
                Duration.ofSeconds(config.idleTimeout()),
                Duration.ofSeconds(config.waitTimeout()),
                Duration.ofSeconds(config.responseTimeout()),
                Duration.ofSeconds(config.stallTimeout()),
                config.visitors(),
                config.visitorsPerAddress(),
                config.bodyRate(),
                config.siteRate(),
                config.waiting(),
                config.deviceSockets(),
                GUEST_SOCKETS,
                MOST_GUESTS,
                MOST_STRANGERS);
    }
}
