package org.p2pvps.tunnel;

import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.p2pvps.tunnel.meter.Meters;

/** Decides on requests to listen (RFC 4254, 7.1). */
final class ForwardRequests {
    /** The ways to say «wherever»: the server binds its own address whichever is used. */
    private static final Set<String> ADDRESSES = Set.of("", "*", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1");

    private final TunnelRegistry tunnels;
    private final Meters meters;
    private final Refusals refusals;

    ForwardRequests(TunnelRegistry tunnels, Meters meters, Refusals refusals) {
        this.tunnels = tunnels;
        this.meters = meters;
        this.refusals = refusals;
    }

    /** @return whether the port is open now */
    boolean listen(DeviceConnectionService service, String address, long port) {
        Session session = service.getSession();
        DeviceTunnel tunnel = session.getAttribute(DeviceTunnel.KEY);
        if (tunnel == null) {
            return refuse(Refusal.LEASE_ENDED, session, "no lease");
        }
        if (!isLeased(session, tunnel, address, port)) {
            return false;
        }
        if (!tunnel.mayListen()) {
            return refuse(Refusal.FORWARD_RATE, session, "port " + port);
        }
        AskedAddress asked = new AskedAddress(address, (int) port);
        return tunnels.listen(tunnel, new RenterHandler(tunnel, service, asked, meters, refusals))
                || refuse(Refusal.PORT_TAKEN, session, "port " + port);
    }

    /** @return whether the port was open */
    boolean cancel(DeviceConnectionService service, String address, long port) {
        Session session = service.getSession();
        DeviceTunnel tunnel = session.getAttribute(DeviceTunnel.KEY);
        return tunnel != null && isLeased(session, tunnel, address, port) && tunnels.stopListening(tunnel);
    }

    private boolean isLeased(Session session, DeviceTunnel tunnel, String address, long port) {
        if (port != tunnel.lease().sshPort()) {
            return refuse(Refusal.FORWARD_PORT, session, "port " + port);
        }
        return ADDRESSES.contains(address) || refuse(Refusal.FORWARD_ADDRESS, session, "address " + address);
    }

    private boolean refuse(Refusal refusal, Session session, String detail) {
        refusals.refused(refusal, session, detail);
        return false;
    }
}
