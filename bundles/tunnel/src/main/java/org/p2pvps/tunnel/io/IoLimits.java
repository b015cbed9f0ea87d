package org.p2pvps.tunnel.io;

import java.net.InetAddress;
import java.util.List;
import org.p2pvps.api.proxy.AddressRange;

/**
 * Bounds of the sockets.
 *
 * @param backlog connections that may wait to be accepted, at each port
 * @param strangers connections to the server's own port that may be there without having settled
 * @param queued bytes that may wait to be written to one connection; a peer that lets more pile up is cut
 * @param proxies load balancers, whose connections begin with the PROXY protocol; nobody else's do
 */
public record IoLimits(int backlog, int strangers, int queued, List<AddressRange> proxies) {
    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }
}
