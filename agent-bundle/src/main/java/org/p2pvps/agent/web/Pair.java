package org.p2pvps.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data socket, and the connection into the container that it gets when its first byte arrives: to port 443 for a TLS session
 * that the gateway passes through, else to port 80. An idle one costs the container nothing. After a session it is as it was
 * before; connections for requests stay with it, since where one request ends and the next begins is not looked at here.
 */
final class Pair implements SocketLoop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Pair.class);
    private static final long CONNECT_NANOS = Duration.ofSeconds(5).toNanos();
    /** When one direction has ended: how long the other may stand still. The gateway may be gone altogether. */
    private static final long LINGER_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    /** How it ended. */
    enum Outcome {
        /** It carried something. */
        USED,
        /** It was closed before anything came. */
        UNUSED,
        /** Nothing listens in the container. */
        REFUSED
    }

    private final SocketLoop loop;
    private final Link gateway;
    private final SelectionKey gatewayKey;
    private final WebServer container;
    private final Slot slot;
    private final Flow inbound = new Flow();
    private final Flow outbound = new Flow();
    private SocketChannel local;
    private Link localLink;
    private SelectionKey localKey;
    /** The same as the local link while a session is carried; else null. */
    private SessionLink session;

    private boolean used;
    private long deadline = NEVER;
    private boolean over;

    /**
     * @param gatewayKey of a socket that is connected; the pair is its handler from now on
     * @param gateway that socket, as bytes go over it
     * @param container the web server there
     * @param slot told once, when both sockets are closed
     */
    Pair(SocketLoop loop, SelectionKey gatewayKey, Link gateway, byte[] preface, WebServer container, Slot slot) {
        this.loop = loop;
        this.gatewayKey = gatewayKey;
        this.gateway = gateway;
        this.container = container;
        this.slot = slot;
        outbound.prepend(preface);
        gatewayKey.attach(this);
    }

    /** Shakes hands first, if the link does so. */
    void begin() throws IOException {
        gateway.advance();
        if (!gateway.isReady()) {
            deadline = System.nanoTime() + CONNECT_NANOS;
        }
        pump();
    }

    /** Nanoseconds until its time is up; {@link Long#MAX_VALUE} if it has all the time in the world. */
    long nanosLeft(long now) {
        return deadline == NEVER ? Long.MAX_VALUE : deadline - now;
    }

    /** Whether it waits for what it will carry. */
    boolean isFresh() {
        return localLink == null;
    }

    /** Its time is up. */
    void expire() {
        LOG.debug("A web connection took too long");
        if (session != null && session.isOpen() && !isLocalConnected()) {
            session.breakOff();
            settle();
        } else {
            finish(isLocalConnected() || session != null ? Outcome.USED : Outcome.REFUSED);
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        try {
            if (belongs(key)) {
                move(key);
            }
        } finally {
            inbound.giveBack();
            outbound.giveBack();
        }
    }

    @Override
    public void broken(SelectionKey key, Throwable cause) {
        LOG.debug("A web connection broke: {}", cause.getMessage());
        if (!belongs(key)) {
            return;
        }
        if (key == gatewayKey) {
            finish(used ? Outcome.USED : Outcome.UNUSED);
        } else if (session != null) {
            session.breakOff();
            settle();
        } else if (!local.isConnected()) {
            finish(Outcome.REFUSED);
        } else {
            // What the container said before it broke off still goes out.
            inbound.drop();
            outbound.end();
            settle();
        }
    }

    void close() {
        over = true;
        quietly(gateway);
        quietly(local);
    }

    private void move(SelectionKey key) throws IOException {
        if (key == gatewayKey) {
            hearGateway(key.isReadable());
        } else if (key.isConnectable()) {
            local.finishConnect();
            deadline = NEVER;
        } else if (key.isReadable()) {
            outbound.readFrom(localLink, loop.scratch());
        }
        pump();
    }

    /** The key of a session before may have been ready when that ended. */
    private boolean belongs(SelectionKey key) {
        return key == gatewayKey || key == localKey;
    }

    /** Moves what there is, outside of the loop's own turn. */
    private void settle() {
        try {
            pump();
        } finally {
            inbound.giveBack();
            outbound.giveBack();
        }
    }

    private void hearGateway(boolean readable) throws IOException {
        if (!gateway.isReady()) {
            gateway.advance();
            if (!gateway.isReady()) {
                return;
            }
            deadline = NEVER;
        }
        if (readable && inbound.wantsToRead()) {
            inbound.readFrom(gateway, loop.scratch());
        }
        if (isFresh() && (inbound.hasBytes() || inbound.hasEnded())) {
            reachContainer();
        }
    }

    private void reachContainer() throws IOException {
        if (!inbound.hasBytes()) {
            finish(used ? Outcome.USED : Outcome.UNUSED);
            return;
        }
        used = true;
        if (SessionLink.begins(inbound.firstByte())) {
            session = new SessionLink();
            localLink = session;
        }
        Optional<InetSocketAddress> target = container.at(session == null ? WebServer.HTTP : WebServer.HTTPS);
        if (target.isEmpty()) {
            refused();
        } else {
            connect(target.get());
        }
    }

    private void connect(InetSocketAddress target) throws IOException {
        local = SocketChannel.open();
        Link plain = new PlainLink(local);
        if (session == null) {
            localLink = plain;
        } else {
            session.reach(plain);
        }
        local.configureBlocking(false);
        local.setOption(StandardSocketOptions.TCP_NODELAY, true);
        localKey = loop.register(local, SelectionKey.OP_CONNECT, this);
        deadline = System.nanoTime() + CONNECT_NANOS;
        try {
            if (local.connect(target)) {
                deadline = NEVER;
            }
        } catch (IOException e) {
            refused();
        }
    }

    /** A session's data connection outlives that. */
    private void refused() {
        if (session == null) {
            finish(Outcome.REFUSED);
        } else {
            session.breakOff();
        }
    }

    private void pump() {
        do {
            if (over || !writeToGateway()) {
                return;
            }
            passInbound();
        } while (followsAnother());
        if (inbound.isDone() && (session != null || outbound.isDone() && gateway.operations() == 0)) {
            finish(Outcome.USED);
        }
        if (!over) {
            hurry();
            updateInterest();
        }
    }

    /** @return whether a session is over, and what the gateway sent next waits already */
    private boolean followsAnother() {
        if (session == null || !session.isOver() || outbound.hasBytes()) {
            return false;
        }
        quietly(session);
        session = null;
        localLink = null;
        local = null;
        localKey = null;
        deadline = NEVER;
        slot.carriedSession();
        if (!inbound.hasBytes() && !inbound.hasEnded()) {
            return false;
        }
        try {
            reachContainer();
        } catch (IOException e) {
            LOG.debug("No connection into the container can be made", e);
            finish(Outcome.USED);
        }
        return true;
    }

    private void hurry() {
        if (outbound.isDone() || inbound.isDone() || session != null && session.isHalfOver()) {
            deadline = System.nanoTime() + LINGER_NANOS;
        }
    }

    /** With TLS, bytes that the socket will not announce again may wait for room. */
    private void passInbound() {
        boolean more = true;
        while (more && canPassInbound() && inbound.wantsToWrite()) {
            writeToLocal();
            more = gateway.hasBuffered() && inbound.wantsToRead() && readMore();
        }
    }

    private boolean canPassInbound() {
        return session == null ? isLocalConnected() : !session.isOver() && (isLocalConnected() || !session.isOpen());
    }

    private boolean readMore() {
        outbound.giveBack();
        try {
            inbound.readFrom(gateway, loop.scratch());
        } catch (IOException e) {
            LOG.debug("A web connection broke off", e);
            inbound.end();
        }
        return true;
    }

    private void writeToLocal() {
        try {
            inbound.writeTo(localLink);
        } catch (IOException e) {
            // The container takes no more, but what it said before is still to be read.
            inbound.drop();
        }
    }

    private boolean writeToGateway() {
        try {
            gateway.advance();
            if (session != null && outbound.wantsToRead()) {
                outbound.prepend(session.farewell());
            }
            if (gateway.isReady() && outbound.wantsToWrite()) {
                outbound.writeTo(gateway);
            }
            return true;
        } catch (IOException e) {
            finish(used ? Outcome.USED : Outcome.UNUSED);
            return false;
        }
    }

    private void updateInterest() {
        gatewayKey.interestOps(gateway.operations() | (gateway.isReady() ? operations(inbound, outbound) : 0));
        if (isLocalConnected()) {
            int possible = session == null ? ~0 : session.interest();
            localKey.interestOps(operations(outbound, inbound) & possible);
        }
    }

    private static int operations(Flow from, Flow to) {
        int read = from.wantsToRead() ? SelectionKey.OP_READ : 0;
        int write = to.wantsToWrite() ? SelectionKey.OP_WRITE : 0;
        return read | write;
    }

    private boolean isLocalConnected() {
        return local != null && local.isConnected();
    }

    private void finish(Outcome outcome) {
        if (!over) {
            close();
            slot.ended(outcome);
        }
    }

    private static void quietly(Closeable channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a socket failed", e);
        }
    }
}
