package org.p2pvps.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * A pair's data connection to the gateway. It outlives what it carries, and with TLS it has wishes of its own: it shakes hands
 * before bytes may flow, and may want to write when it is read from.
 */
final class GatewaySide implements Closeable {
    private final SelectionKey key;
    private final Link link;

    /**
     * @param key of a socket that is connected
     * @param link that socket, as bytes go over it
     */
    GatewaySide(SelectionKey key, Link link) {
        this.key = key;
        this.link = link;
    }

    /** What this socket announces is for that pair from now on. */
    void announceTo(Pair pair) {
        key.attach(pair);
    }

    boolean has(SelectionKey other) {
        return key == other;
    }

    Link link() {
        return link;
    }

    /** Shakes hands, as far as the socket allows, if the link does so. @return whether bytes may flow */
    boolean shakeHands() throws IOException {
        if (!link.isReady()) {
            link.advance();
        }
        return link.isReady();
    }

    /** Whether all that was written to it has left, what the link adds included. */
    boolean isFlushed() {
        return link.operations() == 0;
    }

    /** @param wanted what the bytes that flow need it to be ready for */
    void watchFor(int wanted) {
        key.interestOps(link.operations() | (link.isReady() ? wanted : 0));
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
