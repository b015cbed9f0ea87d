package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.p2pvps.localtunnel.gateway.Permits.Permit;

/** The gateway: a public port for visitors and the control protocol, and a port for devices' data connections. */
public final class GatewayServer implements AutoCloseable {
    private final Ports wanted;
    private final Sockets sockets;
    private final Clockwork clockwork = new Clockwork();
    private final Sites sites;
    private final Reception reception;
    private final DataPort dataPort;
    private final Optional<Guests> guests;
    private volatile Channel publicChannel;
    private volatile Channel dataChannel;

    /**
     * @param publicPort for visitors and the control protocol; 0 for any
     * @param devicePort for devices' data connections; 0 for any
     * @param lastGuestPort guests get the ports after {@code devicePort}, up to this
     * @param guests whether there may be guests
     */
    public record Ports(InetAddress address, int publicPort, int devicePort, int lastGuestPort, boolean guests) {}

    /**
     * A site that is served.
     *
     * @param permit null for a guest's
     * @param connections data connections that are open
     */
    public record ServedSite(String name, Permit permit, int connections) {}

    public GatewayServer(GatewayAddress address, Ports wanted, GatewayLimits limits, Permits permits) {
        this.wanted = wanted;
        sockets = new Sockets(wanted.address());
        sites = new Sites(permits, limits);
        dataPort = new DataPort(sites, clockwork, limits.strangers());
        guests = wanted.guests()
                ? Optional.of(new Guests(sites, sockets, limits, wanted.devicePort() + 1, wanted.lastGuestPort()))
                : Optional.empty();
        ControlDesk desk = new ControlDesk(address, limits, sites, permits, guests, this::dataPort, sockets.loop());
        reception = new Reception(address, limits, clockwork, sites, permits, desk);
        sockets.loop().execute(() -> {
            clockwork.start(sockets.loop());
            guests.ifPresent(clockwork::add);
        });
    }

    /** Opens what is not open yet. May be repeated after a failure. */
    public void open() throws IOException {
        if (dataChannel == null) {
            dataChannel = listen(wanted.devicePort(), () -> new PrefaceGate(dataPort));
        }
        if (publicChannel == null) {
            publicChannel = listen(wanted.publicPort(), () -> new Visitor(reception));
        }
    }

    /** The port that visitors use; as configured until it is open. */
    public int publicPort() {
        return portOf(publicChannel, wanted.publicPort());
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
    }

    private int dataPort() {
        return portOf(dataChannel, wanted.devicePort());
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
