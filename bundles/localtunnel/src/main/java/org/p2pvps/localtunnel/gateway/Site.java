package org.p2pvps.localtunnel.gateway;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.p2pvps.api.limit.TokenBucket;
import org.p2pvps.api.traffic.TrafficCount;
import org.p2pvps.localtunnel.gateway.Permits.Permit;
import org.p2pvps.protocol.ErrorCode;

/** A name that is served: the device's data connections, and what waits for one. */
final class Site {
    /** A device that comes back from a short loss of its network finds its visitors still waiting. */
    private static final long OFFLINE_NANOS = Duration.ofSeconds(10).toNanos();
    /** TLS sessions that pass through may take one in so many connections: browsers keep them while they idle. */
    private static final int SESSIONS = 2;

    private final String name;
    private final Permit permit;
    private final int mostSockets;
    private final int mostSessions;
    private final int mostWaiting;
    private final Set<DataSocket> sockets = new HashSet<>();
    private final Set<DataSocket> taken = new HashSet<>();
    private final Assignment assignment = new Assignment();
    private final TokenBucket traffic;
    private final TrafficCount count;
    private long lastSeen = System.nanoTime();
    private boolean seen;
    private boolean closed;
    private volatile int connected;

    /** @param permit null for a guest's site */
    Site(String name, Permit permit, TrafficCount count, int mostSockets, GatewayLimits limits) {
        this.count = count;
        this.name = name;
        this.permit = permit;
        this.mostSockets = mostSockets;
        this.mostSessions = Math.max(1, limits.deviceSockets() / SESSIONS);
        this.mostWaiting = limits.waiting();
        traffic = new TokenBucket(limits.siteRate(), limits.siteRate());
    }

    String name() {
        return name;
    }

    Permit permit() {
        return permit;
    }

    /** Whether it is a plain LocalTunnel client's. */
    boolean isGuest() {
        return permit == null;
    }

    /** What its connections carry together is taken from this. */
    TokenBucket traffic() {
        return traffic;
    }

    /** Counts what its connections carry. */
    TrafficCount count() {
        return count;
    }

    /** Data connections that are open; may be asked by any thread. */
    int connected() {
        return connected;
    }

    /** Serves it now, later or not at all. */
    void submit(Carried carried) {
        if (carried.isSession() && isTaken()) {
            carried.fail(ErrorCode.SITE_BUSY);
        } else if (!assignment.serve(carried)) {
            await(carried);
        }
    }

    private void await(Carried carried) {
        if (closed) {
            carried.fail(ErrorCode.SITE_UNKNOWN);
        } else if (isOffline(System.nanoTime())) {
            carried.fail(ErrorCode.SITE_OFFLINE);
        } else if (assignment.size() >= mostWaiting) {
            carried.fail(ErrorCode.SITE_BUSY);
        } else {
            assignment.await(carried);
        }
    }

    /** Whether somebody waits for a connection. */
    boolean isCrowded() {
        return assignment.size() > 0;
    }

    /** Whether no further TLS session may pass through. */
    boolean isTaken() {
        return taken.size() >= mostSessions;
    }

    /** If it waits, it does so no longer. */
    void forget(Carried carried) {
        assignment.forget(carried);
    }

    /** Why a request waited in vain. */
    ErrorCode whyNobodyServes(long now) {
        if (!sockets.isEmpty()) {
            return ErrorCode.SITE_TIMEOUT;
        }
        return isOffline(now) ? ErrorCode.SITE_OFFLINE : ErrorCode.SITE_NOT_LISTENING;
    }

    /** @return whether the connection may join */
    boolean join(DataSocket socket) {
        if (closed || sockets.size() >= mostSockets) {
            return false;
        }
        seen = true;
        sockets.add(socket);
        connected = sockets.size();
        ready(socket);
        return true;
    }

    /** The connection can serve. */
    void ready(DataSocket socket) {
        assignment.free(socket);
    }

    /** A device keeps more connections than it needs at rest only while they are used. A guest's client has few at any time. */
    void closeUnused(long before) {
        if (!isGuest()) {
            assignment.closeUnused(before);
        }
    }

    /** The connection carries a TLS session. */
    void take(DataSocket socket) {
        taken.add(socket);
    }

    /** It carries that no more. */
    void giveBack(DataSocket socket) {
        taken.remove(socket);
    }

    void leave(DataSocket socket) {
        sockets.remove(socket);
        taken.remove(socket);
        assignment.forget(socket);
        connected = sockets.size();
        lastSeen = System.nanoTime();
    }

    /** The device is back with connections of its own making: the old ones go, the visitors who wait stay. */
    void renew() {
        assignment.forgetSockets();
        lastSeen = System.nanoTime();
        List.copyOf(sockets).forEach(DataSocket::close);
    }

    /** Cuts all connections of visitors and of the device. */
    void close() {
        closed = true;
        assignment.waiting().forEach(carried -> carried.fail(ErrorCode.SITE_UNKNOWN));
        List.copyOf(sockets).forEach(DataSocket::cut);
    }

    /** Whether all connections that were there are gone: the client was ended, say, and may be started again. */
    boolean isLeft() {
        return seen && sockets.isEmpty();
    }

    /** Whether no connection has been there for a while. */
    boolean isOffline(long now) {
        return sockets.isEmpty() && now - lastSeen > OFFLINE_NANOS;
    }
}
