package org.p2pvps.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data connection, and the way into the container that it gets when its first byte arrives: what becomes of the two, and for
 * how long. An idle one costs the container nothing. After a session it is as it was before; the way for requests stays, since
 * where one request ends and the next begins is not looked at here.
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

    private final GatewaySide gateway;
    private final ContainerSide container;
    private final TwoWayFlow flow;
    private final Slot slot;
    private boolean used;
    private long deadline = NEVER;
    private boolean over;

    /**
     * @param gateway the pair hears what its socket announces from now on
     * @param flow between the two sides
     * @param slot told once, when both sockets are closed
     */
    Pair(GatewaySide gateway, ContainerSide container, TwoWayFlow flow, Slot slot) {
        this.gateway = gateway;
        this.container = container;
        this.flow = flow;
        this.slot = slot;
        gateway.announceTo(this);
    }

    /** Shakes hands first, if the link does so. */
    void begin() throws IOException {
        if (!gateway.shakeHands()) {
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
        return container.isUnused();
    }

    /** Its time is up. */
    void expire() {
        LOG.debug("A web connection took too long");
        if (container.keepsSessionWaiting()) {
            container.breakOffSession();
            settle();
        } else {
            finish(container.isConnected() || container.carriesSession() ? Outcome.USED : Outcome.REFUSED);
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        try {
            if (gateway.has(key)) {
                hearGateway(key.isReadable());
                pump();
            } else if (container.has(key)) {
                hearContainer(key);
                pump();
            }
        } finally {
            flow.giveBack();
        }
    }

    @Override
    public void broken(SelectionKey key, Throwable cause) {
        LOG.debug("A web connection broke: {}", cause.getMessage());
        if (gateway.has(key)) {
            finishWithGateway();
        } else if (container.has(key)) {
            loseContainer();
        }
    }

    void close() {
        over = true;
        quietly(gateway);
        quietly(container);
    }

    /** Moves what there is, outside of the loop's own turn. */
    private void settle() {
        try {
            pump();
        } finally {
            flow.giveBack();
        }
    }

    private void hearGateway(boolean readable) throws IOException {
        boolean shaken = gateway.link().isReady();
        if (!gateway.shakeHands()) {
            return;
        }
        if (!shaken) {
            deadline = NEVER;
        }
        if (readable) {
            flow.readGateway();
        }
        if (isFresh() && (flow.hasBytesForContainer() || flow.hasGatewayEnded())) {
            reachContainer();
        }
    }

    private void hearContainer(SelectionKey key) throws IOException {
        if (key.isConnectable()) {
            container.finishConnect();
            deadline = NEVER;
        } else if (key.isReadable()) {
            flow.readContainer();
        }
    }

    private void reachContainer() throws IOException {
        if (!flow.hasBytesForContainer()) {
            finishWithGateway();
            return;
        }
        used = true;
        deadline = System.nanoTime() + CONNECT_NANOS;
        if (!container.reach(flow.firstByte(), this)) {
            finish(Outcome.REFUSED);
        } else if (container.isConnected()) {
            deadline = NEVER;
        }
    }

    /** A session's data connection outlives that. */
    private void loseContainer() {
        if (container.carriesSession()) {
            container.breakOffSession();
            settle();
        } else if (!container.isConnected()) {
            finish(Outcome.REFUSED);
        } else {
            flow.loseContainer();
            settle();
        }
    }

    private void pump() {
        do {
            if (over || !writeToGateway()) {
                return;
            }
            flow.writeToContainer();
        } while (followsAnother());
        if (flow.isOver()) {
            finish(Outcome.USED);
        }
        if (!over) {
            hurry();
            flow.watchSides();
        }
    }

    /** @return whether a session is over, and what the gateway sent next waits already */
    private boolean followsAnother() {
        if (!container.isSessionOver() || flow.hasBytesForGateway()) {
            return false;
        }
        quietly(container::leave);
        deadline = NEVER;
        slot.carriedSession();
        if (!flow.hasBytesForContainer() && !flow.hasGatewayEnded()) {
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
        if (flow.isHalfOver()) {
            deadline = System.nanoTime() + LINGER_NANOS;
        }
    }

    /** @return whether the data connection lasts */
    private boolean writeToGateway() {
        try {
            flow.writeToGateway();
            return true;
        } catch (IOException e) {
            finishWithGateway();
            return false;
        }
    }

    /** The data connection is over. */
    private void finishWithGateway() {
        finish(used ? Outcome.USED : Outcome.UNUSED);
    }

    private void finish(Outcome outcome) {
        if (!over) {
            close();
            slot.ended(outcome);
        }
    }

    private static void quietly(Closeable side) {
        try {
            side.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket failed", e);
        }
    }
}
