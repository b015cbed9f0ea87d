package org.p2pvps.tunnel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Bounds the connections that have not signed in yet, altogether and by address. */
final class Handshakes implements SessionListener {
    private static final AttributeKey<InetAddress> PENDING = new AttributeKey<>();

    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private final int limit;
    private final int limitOfAddress;
    private final Refusals refusals;
    private int pending;

    Handshakes(int limit, int limitOfAddress, Refusals refusals) {
        this.limit = limit;
        this.limitOfAddress = limitOfAddress;
        this.refusals = refusals;
    }

    @Override
    public void sessionCreated(Session session) {
        InetAddress address = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
        Refusal refusal = begin(session, address);
        if (refusal != null) {
            refusals.refused(refusal, session, "a connection");
            session.close(true);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            end(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        end(session);
    }

    private synchronized Refusal begin(Session session, InetAddress address) {
        if (pending >= limit) {
            return Refusal.HANDSHAKES;
        }
        if (byAddress.getOrDefault(address, 0) >= limitOfAddress) {
            return Refusal.HANDSHAKES_OF_ADDRESS;
        }
        pending++;
        byAddress.merge(address, 1, Integer::sum);
        session.setAttribute(PENDING, address);
        return null;
    }

    private synchronized void end(Session session) {
        InetAddress address = session.removeAttribute(PENDING);
        if (address != null) {
            pending--;
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
