package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** The place of one data socket: opens it, and opens the next when it was used up. */
final class Slot implements SocketLoop.Handler {
    private static final long CONNECT_NANOS = Duration.ofSeconds(5).toNanos();
    /** A socket closed unused within this time was not wanted by the gateway. */
    private static final long EARLY_NANOS = Duration.ofSeconds(1).toNanos();

    private final SocketLoop loop;
    private final Grant grant;
    private final WebServer container;
    private final Pool pool;
    private Phase phase = new Asleep();

    /** What the slot is doing. */
    private sealed interface Phase {}

    /** It is not needed now. */
    private record Asleep() implements Phase {}

    private record Paused(long until) implements Phase {}

    private record Connecting(SocketChannel socket, long until) implements Phase {}

    private record Open(Pair pair, long since) implements Phase {}

    Slot(SocketLoop loop, Grant grant, WebServer container, Pool pool) {
        this.loop = loop;
        this.grant = grant;
        this.container = container;
        this.pool = pool;
    }

    boolean isAsleep() {
        return phase instanceof Asleep;
    }

    /** Whether a visitor can be served here, now or soon. */
    boolean isFresh() {
        return phase instanceof Open open ? open.pair().isFresh() : !isAsleep();
    }

    void wake(long now) {
        connect(now);
    }

    boolean isOpen() {
        return phase instanceof Open;
    }

    void tick(long now) {
        if (phase instanceof Paused paused && now - paused.until() >= 0) {
            connect(now);
        } else if (phase instanceof Connecting connecting && now - connecting.until() >= 0) {
            close();
            unreachable("connecting takes too long");
        } else if (phase instanceof Open open && open.pair().nanosLeft(now) <= 0) {
            open.pair().expire();
        }
    }

    /** Nanoseconds until it is to be looked at; {@link Long#MAX_VALUE} if that is not needed. */
    long nanosLeft(long now) {
        if (phase instanceof Paused paused) {
            return paused.until() - now;
        }
        if (phase instanceof Connecting connecting) {
            return connecting.until() - now;
        }
        return phase instanceof Open open ? open.pair().nanosLeft(now) : Long.MAX_VALUE;
    }

    void close() {
        if (phase instanceof Open open) {
            open.pair().close();
        } else if (phase instanceof Connecting connecting) {
            closeQuietly(connecting.socket());
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        ((SocketChannel) key.channel()).finishConnect();
        connected(key);
    }

    @Override
    public void broken(SelectionKey key, Throwable cause) {
        closeQuietly((SocketChannel) key.channel());
        unreachable(cause.getMessage());
    }

    private void connect(long now) {
        SocketChannel socket = null;
        try {
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            KeepAlive.set(socket);
            SelectionKey key = loop.register(socket, SelectionKey.OP_CONNECT, this);
            phase = new Connecting(socket, now + CONNECT_NANOS);
            if (socket.connect(grant.port())) {
                connected(key);
            }
        } catch (IOException | RuntimeException e) {
            closeQuietly(socket);
            unreachable(e.getMessage());
        }
    }

    private void connected(SelectionKey key) throws IOException {
        Link link = grant.link((SocketChannel) key.channel(), loop.tlsBuffers());
        GatewaySide gateway = new GatewaySide(key, link);
        ContainerSide way = new ContainerSide(loop, container);
        Pair pair = new Pair(gateway, way, new TwoWayFlow(loop, gateway, way, grant.preface()), this);
        phase = new Open(pair, System.nanoTime());
        pair.begin();
    }

    /** The pair carried a TLS session, and can carry another. */
    void carriedSession() {
        var unused = pool.used();
    }

    void ended(Pair.Outcome outcome) {
        boolean early = phase instanceof Open open && System.nanoTime() - open.since() < EARLY_NANOS;
        phase = new Asleep();
        Duration pause =
                switch (outcome) {
                    case USED -> pool.used();
                    case REFUSED -> pool.refused();
                    case UNUSED -> early ? pool.unwanted() : pool.idleClosed();
                };
        if (pool.needsFresh()) {
            pause(pause);
        }
    }

    private void unreachable(String reason) {
        pause(pool.unreachable());
        pool.looksLost("its port does not answer: " + reason);
    }

    private void pause(Duration pause) {
        phase = new Paused(System.nanoTime() + pause.toNanos());
    }

    private static void closeQuietly(SocketChannel socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // There is nobody to tell.
            return;
        }
    }
}
