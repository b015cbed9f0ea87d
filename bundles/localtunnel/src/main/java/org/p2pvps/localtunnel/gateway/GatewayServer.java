package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.localtunnel.gateway.Permits.Permit;
import org.p2pvps.localtunnel.tls.Certificates;
import org.p2pvps.protocol.ErrorCode;

/** The gateway: public ports for visitors, with and without TLS, and for the control protocol, and a port for devices' data connections. */
public final class GatewayServer implements AutoCloseable {
    private final Ports wanted;
    private final Sockets sockets;
    private final Clockwork clockwork = new Clockwork();
    private final Sites sites;
    private final Crowd crowd;
    private final Reception reception;
    private final DataPort dataPort;
    private final Optional<Guests> guests;
    private final Tls tls;
    private final Optional<DataTlsPolicy> dataTls;
    private final TlsEntrance secureDesk = new TlsEntrance(Optional.empty(), host -> true);
    private final PlainEntrance plain;
    private final TlsFront tlsFront;
    private final Handshakes handshakes = new Handshakes();
    private volatile Channel publicChannel;
    private volatile Channel dataChannel;
    private volatile Channel tlsChannel;

    /**
     * @param publicPort for visitors and the control protocol; 0 for any
     * @param devicePort for devices' data connections; 0 for any
     * @param lastGuestPort guests get the ports after {@code devicePort}, up to this
     * @param guests whether there may be guests
     * @param proxies load balancers, whose connections begin with the PROXY protocol; nobody else's do
     */
    public record Ports(
            InetAddress address,
            int publicPort,
            int devicePort,
            int lastGuestPort,
            boolean guests,
            List<AddressRange> proxies) {}

    /**
     * @param port for TLS; 0 for any, negative for none
     * @param publicPort as people reach it; 0: the same
     * @param redirect whether all visitors without TLS are sent there
     * @param strictTransport the {@code Strict-Transport-Security} of sites that have none of their own
     */
    public record Tls(
            int port, int publicPort, Certificates certificates, boolean redirect, Optional<String> strictTransport) {}

    /**
     * TLS on the devices' port.
     *
     * @param required whether data in the clear are refused there
     */
    public record DataTlsPolicy(SslContext context, boolean required) {}

    /**
     * A site that is served.
     *
     * @param permit null for a guest's
     * @param connections data connections that are open
     */
    public record ServedSite(String name, Permit permit, int connections) {}

    public GatewayServer(
            GatewayAddress address,
            Ports wanted,
            GatewayLimits limits,
            Permits permits,
            TrafficBook traffic,
            Choices choices,
            Tls tls,
            Optional<DataTlsPolicy> dataTls) {
        this.wanted = wanted;
        this.tls = tls;
        this.dataTls = dataTls;
        sockets = new Sockets(wanted.address());
        sites = new Sites(permits, traffic, limits);
        crowd = new Crowd(limits.visitorsPerAddress());
        dataPort = new DataPort(sites, clockwork, limits.strangers());
        guests = wanted.guests()
                ? Optional.of(new Guests(sites, sockets, limits, wanted.devicePort() + 1, wanted.lastGuestPort()))
                : Optional.empty();
        ControlDesk desk = new ControlDesk(address, limits, sites, permits, guests, this::dataPort, sockets.loop());
        Redirection redirection = new Redirection(choices, tls.certificates(), tls.redirect(), this::publicTlsPort);
        reception = new Reception(address, limits, clockwork, sites, permits, desk, choices, redirection);
        plain = new PlainEntrance(address.scheme());
        tlsFront = new TlsFront(
                reception,
                tls.certificates(),
                clockwork,
                handshakes.executor(),
                limits.strangers(),
                tls.strictTransport());
        sockets.loop().execute(() -> {
            clockwork.start(sockets.loop());
            clockwork.add(new UnusedSweep(sites));
            guests.ifPresent(clockwork::add);
        });
    }

    /** Opens what is not open yet. May be repeated after a failure. */
    public void open() throws IOException {
        if (dataChannel == null) {
            dataChannel = listen(wanted.devicePort(), this::dataConnection);
        }
        if (publicChannel == null) {
            publicChannel = listen(wanted.publicPort(), this::plainVisitor);
        }
        if (tlsChannel == null && tls.port() >= 0) {
            tlsChannel = listen(tls.port(), this::secureVisitor);
        }
    }

    /** The port that visitors use; as configured until it is open. */
    public int publicPort() {
        return portOf(publicChannel, wanted.publicPort());
    }

    /** The port for TLS as people reach it; negative if there is none. */
    public int publicTlsPort() {
        return tls.publicPort() > 0 ? tls.publicPort() : portOf(tlsChannel, tls.port());
    }

    /** Closes the sites that may no longer be served; at once, but not before this returns. */
    public void enforcePermits() {
        sockets.loop().execute(sites::enforcePermits);
    }

    public List<ServedSite> sites() {
        return sites.all().stream()
                .map(site -> new ServedSite(site.name(), site.permit(), site.connected()))
                .toList();
    }

    @Override
    public void close() {
        sockets.close();
        handshakes.close();
    }

    /** The port of devices' data connections; as configured until it is open. */
    public int dataPort() {
        return portOf(dataChannel, wanted.devicePort());
    }

    private ChannelHandler plainVisitor() {
        Answer refusal = Answer.problem(ErrorCode.RATE_LIMITED, null);
        return behindProxies(new CrowdGate(crowd, new Visitor(reception, plain), out -> refusal.to(out, false, false)));
    }

    private ChannelHandler secureVisitor() {
        return behindProxies(new CrowdGate(crowd, new HelloGate(tlsFront), out -> {}));
    }

    private ChannelHandler behindProxies(ChannelHandler visitor) {
        return wanted.proxies().isEmpty() ? visitor : new ProxyGate(wanted.proxies(), clockwork, visitor);
    }

    private ChannelHandler dataConnection() {
        PrefaceGate gate = new PrefaceGate(dataPort);
        return dataTls.<ChannelHandler>map(data -> new DataTls(
                        data.context(),
                        data.required(),
                        handshakes.executor(),
                        () -> new Visitor(reception, secureDesk),
                        () -> gate))
                .orElse(gate);
    }

    private Channel listen(int port, Supplier<ChannelHandler> handlers) throws IOException {
        ChannelFuture binding = sockets.listen(port, handlers);
        if (!binding.awaitUninterruptibly().isSuccess()) {
            throw new IOException("Port " + port + ": " + binding.cause().getMessage(), binding.cause());
        }
        return binding.channel();
    }

    private static int portOf(Channel channel, int otherwise) {
        return channel == null ? otherwise : ((InetSocketAddress) channel.localAddress()).getPort();
    }
}
