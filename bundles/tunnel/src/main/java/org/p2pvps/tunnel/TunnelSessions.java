package org.p2pvps.tunnel;

import java.time.Clock;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.traffic.TrafficBook;
import org.p2pvps.tunnel.io.UnreadException;
import org.p2pvps.tunnel.jump.JumpHost;

/** Makes a tunnel of a session that signed in, and ends it with the session. */
final class TunnelSessions implements SessionListener {
    private final TunnelRegistry tunnels;
    private final TrafficBook traffic;
    private final Refusals refusals;
    private final Clock clock;

    TunnelSessions(TunnelRegistry tunnels, TrafficBook traffic, Refusals refusals, Clock clock) {
        this.tunnels = tunnels;
        this.traffic = traffic;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated && !JumpHost.USER.equals(session.getUsername())) {
            signedIn((ServerSession) session);
        }
    }

    @Override
    public void sessionException(Session session, Throwable cause) {
        if (cause instanceof UnreadException) {
            refusals.refused(Refusal.UNREAD, session, cause.getMessage());
        }
    }

    @Override
    public void sessionClosed(Session session) {
        DeviceTunnel tunnel = session.getAttribute(DeviceTunnel.KEY);
        if (tunnel != null) {
            tunnels.end(tunnel);
            traffic.close(tunnel.lease().id());
        }
    }

    private void signedIn(ServerSession session) {
        Lease lease = session.getAttribute(DeviceKeyAuthenticator.SHOWN);
        if (lease == null || !lease.deviceId().toString().equals(session.getUsername())) {
            throw new IllegalStateException("A session signed in without a lease.");
        }
        DeviceTunnel tunnel =
                new DeviceTunnel(lease, session, clock.instant(), traffic.open(lease.deviceId(), lease.id()));
        session.setAttribute(DeviceTunnel.KEY, tunnel);
        if (!tunnels.admit(tunnel)) {
            refusals.refused(Refusal.LEASE_ENDED, session, "sign-in");
            session.close(true);
        }
    }
}
