package org.p2pvps.localtunnel.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.p2pvps.localtunnel.gateway.Permits.Permit;
import org.p2pvps.protocol.ErrorCode;

/** A name that is served: the device's data connections, and the requests that wait for one. */
final class Site {
    /** A device that comes back from a short loss of its network finds its visitors still waiting. */
    private static final long OFFLINE_NANOS = Duration.ofSeconds(10).toNanos();

    private final String name;
    private final Permit permit;
    private final int mostSockets;
    private final int mostWaiting;
    private final Set<DataSocket> sockets = new HashSet<>();
    private final Deque<DataSocket> idle = new ArrayDeque<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private long lastSeen = System.nanoTime();
    private boolean closed;
    private volatile int connected;

    /** @param permit null for a guest's site */
    Site(String name, Permit permit, int mostSockets, int mostWaiting) {
        this.name = name;
        this.permit = permit;
        this.mostSockets = mostSockets;
        this.mostWaiting = mostWaiting;
    }

    String name() {
        return name;
    }

    Permit permit() {
        return permit;
    }

    /** Data connections that are open; may be asked by any thread. */
    int connected() {
        return connected;
    }

    /** Serves the request now, later or not at all. */
    void submit(Exchange exchange) {
        DataSocket socket = idle.pollLast();
        if (socket != null) {
            socket.serve(exchange);
        } else if (closed) {
            exchange.fail(ErrorCode.SITE_UNKNOWN);
        } else if (isOffline(System.nanoTime())) {
            exchange.fail(ErrorCode.SITE_OFFLINE);
        } else if (waiting.size() >= mostWaiting) {
            exchange.fail(ErrorCode.SITE_BUSY);
        } else {
            waiting.addLast(exchange);
        }
    }

    /** The exchange, if it waits, does so no longer. */
    void forget(Exchange exchange) {
        waiting.remove(exchange);
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
        sockets.add(socket);
        connected = sockets.size();
        ready(socket);
        return true;
    }

    /** The connection can serve another request. */
    void ready(DataSocket socket) {
        Exchange next = waiting.pollFirst();
        if (next == null) {
            idle.addLast(socket);
        } else {
            socket.serve(next);
        }
    }

    void leave(DataSocket socket) {
        sockets.remove(socket);
        idle.remove(socket);
        connected = sockets.size();
        lastSeen = System.nanoTime();
    }

    /** The device is back with connections of its own making: the old ones go, the visitors who wait stay. */
    void renew() {
        idle.clear();
        lastSeen = System.nanoTime();
        List.copyOf(sockets).forEach(DataSocket::close);
    }

    /** Cuts all connections of visitors and of the device. */
    void close() {
        closed = true;
        List.copyOf(waiting).forEach(exchange -> exchange.fail(ErrorCode.SITE_UNKNOWN));
        List.copyOf(sockets).forEach(DataSocket::cut);
    }

    /** Whether no connection has been there for a while. */
    boolean isOffline(long now) {
        return sockets.isEmpty() && now - lastSeen > OFFLINE_NANOS;
    }
}
