package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Tunnels of clients without a lease, as in plain LocalTunnel: a random name, a port of its own, and nothing that keeps others
 * from connecting to it.
 */
final class Guests implements Timed {
    private static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int BIND_ATTEMPTS = 20;

    private final Sites sites;
    private final Sockets sockets;
    private final GatewayLimits limits;
    private final int firstPort;
    private final int lastPort;
    private final Map<Site, Guest> guests = new HashMap<>();

    private record Guest(Channel port, long idleSince) {}

    Guests(Sites sites, Sockets sockets, GatewayLimits limits, int firstPort, int lastPort) {
        this.sites = sites;
        this.sockets = sockets;
        this.limits = limits;
        this.firstPort = firstPort;
        this.lastPort = lastPort;
    }

    boolean isFull() {
        return guests.size() >= limits.guests();
    }

    /** Serves {@code name}. @param opened told the port; null site if no port is free */
    void open(String name, BiConsumer<Site, Integer> opened) {
        open(sites.openGuest(name), 1, opened);
    }

    private void open(Site site, int attempt, BiConsumer<Site, Integer> opened) {
        int port = ThreadLocalRandom.current().nextInt(firstPort, lastPort + 1);
        ChannelFuture binding = sockets.listen(port, () -> new DataSocket(site));
        binding.addListener((ChannelFutureListener) bound -> {
            if (bound.isSuccess()) {
                guests.put(site, new Guest(bound.channel(), System.nanoTime()));
                opened.accept(site, ((InetSocketAddress) bound.channel().localAddress()).getPort());
            } else if (attempt < BIND_ATTEMPTS) {
                open(site, attempt + 1, opened);
            } else {
                sites.close(site);
                opened.accept(null, 0);
            }
        });
    }

    /** Ends tunnels whose client has been gone for a while, and ports of sites that were closed. */
    @Override
    public void tick(long now) {
        for (Map.Entry<Site, Guest> entry : List.copyOf(guests.entrySet())) {
            Site site = entry.getKey();
            Guest guest = entry.getValue();
            if (sites.find(site.name()) != site) {
                end(site, guest);
            } else if (site.connected() > 0) {
                guests.put(site, new Guest(guest.port(), now));
            } else if (now - guest.idleSince() > GRACE_NANOS) {
                end(site, guest);
            }
        }
    }

    private void end(Site site, Guest guest) {
        guests.remove(site);
        guest.port().close();
        sites.close(site);
    }
}
