package org.p2pvps.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * A pair's way into the container: none at first, then a connection to port 443 for a TLS session that the gateway passes
 * through, else to port 80. After a session there is none again.
 */
final class ContainerSide implements Closeable {
    private final SocketLoop loop;
    private final WebServer container;
    private SocketChannel socket;
    private Link link;
    private SelectionKey key;
    /** The same as the link while a session is carried; else null. */
    private SessionLink session;

    ContainerSide(SocketLoop loop, WebServer container) {
        this.loop = loop;
        this.container = container;
    }

    /**
     * Begins to connect. That nobody listens for a session is said in its frames, so that one goes on.
     *
     * @param firstByte of what is to be carried: it tells a session's frames from a request
     * @param pair told when the socket is ready
     * @return whether there is something to carry now
     * @throws IOException if no socket can be had
     */
    boolean reach(int firstByte, Pair pair) throws IOException {
        if (SessionLink.begins(firstByte)) {
            session = new SessionLink();
            link = session;
        }
        Optional<InetSocketAddress> target = container.at(session == null ? WebServer.HTTP : WebServer.HTTPS);
        if (target.isPresent() && connect(target.get(), pair)) {
            return true;
        }
        breakOffSession();
        return carriesSession();
    }

    void finishConnect() throws IOException {
        socket.finishConnect();
    }

    boolean isUnused() {
        return link == null;
    }

    boolean isConnected() {
        return socket != null && socket.isConnected();
    }

    /** The key of a session before may have been ready when that ended; it is not this side's any more. */
    boolean has(SelectionKey other) {
        return key == other;
    }

    Link link() {
        return link;
    }

    boolean carriesSession() {
        return session != null;
    }

    /** Whether a session waits for the connection. */
    boolean keepsSessionWaiting() {
        return carriesSession() && session.isOpen() && !isConnected();
    }

    boolean isSessionHalfOver() {
        return carriesSession() && session.isHalfOver();
    }

    boolean isSessionOver() {
        return carriesSession() && session.isOver();
    }

    /** What still comes for the session is dropped, and its end is said to the gateway. */
    void breakOffSession() {
        if (carriesSession()) {
            session.breakOff();
        }
    }

    /** What a session has to say when the container has ended; else nothing. */
    byte[] farewell() {
        return session.farewell();
    }

    /** Whether bytes for it can be handed on, or dropped where a session was broken off. */
    boolean takesBytes() {
        return session == null ? isConnected() : !session.isOver() && (isConnected() || !session.isOpen());
    }

    /** @param wanted what the bytes that flow need it to be ready for */
    void watchFor(int wanted) {
        if (isConnected()) {
            key.interestOps(session == null ? wanted : wanted & session.interest());
        }
    }

    /** Closes what there is, and is as it was before. */
    void leave() throws IOException {
        SocketChannel left = socket;
        session = null;
        link = null;
        socket = null;
        key = null;
        if (left != null) {
            left.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }

    /** @return whether it is connected or may soon be */
    private boolean connect(InetSocketAddress target, Pair pair) throws IOException {
        socket = SocketChannel.open();
        Link plain = new PlainLink(socket);
        if (session == null) {
            link = plain;
        } else {
            session.reach(plain);
        }
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(socket, SelectionKey.OP_CONNECT, pair);
        try {
            socket.connect(target);
            return true;
        } catch (IOException e) {
            // Nothing listens there now; the next visitor may have more luck.
            return false;
        }
    }
}
