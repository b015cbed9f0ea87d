package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * Both directions between the sides of a pair. They share the loop's buffer, one at a time; what is left in it when a pair's
 * turn is over is to be given back.
 */
final class TwoWayFlow {
    private final SocketLoop loop;
    private final GatewaySide gateway;
    private final ContainerSide container;
    private final Flow inbound = new Flow();
    private final Flow outbound = new Flow();

    /** @param preface what the gateway is sent first */
    TwoWayFlow(SocketLoop loop, GatewaySide gateway, ContainerSide container, byte[] preface) {
        this.loop = loop;
        this.gateway = gateway;
        this.container = container;
        outbound.prepend(preface);
    }

    void readGateway() throws IOException {
        if (inbound.wantsToRead()) {
            inbound.readFrom(gateway.link(), loop.scratch());
        }
    }

    void readContainer() throws IOException {
        outbound.readFrom(container.link(), loop.scratch());
    }

    /** @throws IOException if the data connection is over */
    void writeToGateway() throws IOException {
        gateway.link().advance();
        if (container.carriesSession() && outbound.wantsToRead()) {
            outbound.prepend(container.farewell());
        }
        if (gateway.link().isReady() && outbound.wantsToWrite()) {
            outbound.writeTo(gateway.link());
        }
    }

    /** With TLS, bytes that the socket will not announce again may wait for room. */
    void writeToContainer() {
        boolean more = true;
        while (more && container.takesBytes() && inbound.wantsToWrite()) {
            writeInbound();
            more = gateway.link().hasBuffered() && inbound.wantsToRead() && readMore();
        }
    }

    /** What the container said before it broke off still goes out. */
    void loseContainer() {
        inbound.drop();
        outbound.end();
    }

    /** The first of the bytes that wait for the container. */
    int firstByte() {
        return inbound.firstByte();
    }

    boolean hasBytesForContainer() {
        return inbound.hasBytes();
    }

    boolean hasBytesForGateway() {
        return outbound.hasBytes();
    }

    boolean hasGatewayEnded() {
        return inbound.hasEnded();
    }

    /** Whether one direction has ended, so that the other may not stand still for long. */
    boolean isHalfOver() {
        return outbound.isDone() || inbound.isDone() || container.isSessionHalfOver();
    }

    /** Whether nothing more will go either way. */
    boolean isOver() {
        return inbound.isDone() && (container.carriesSession() || outbound.isDone() && gateway.isFlushed());
    }

    void watchSides() {
        gateway.watchFor(operations(inbound, outbound));
        container.watchFor(operations(outbound, inbound));
    }

    /** Takes what is left out of the loop's buffer: the next pair needs that. */
    void giveBack() {
        inbound.giveBack();
        outbound.giveBack();
    }

    private void writeInbound() {
        try {
            inbound.writeTo(container.link());
        } catch (IOException e) {
            // The container takes no more, but what it said before is still to be read.
            inbound.drop();
        }
    }

    /** @return whether there may be something now */
    private boolean readMore() {
        outbound.giveBack();
        try {
            inbound.readFrom(gateway.link(), loop.scratch());
        } catch (IOException e) {
            // What came before is still handed on.
            inbound.end();
        }
        return true;
    }

    private static int operations(Flow from, Flow to) {
        int read = from.wantsToRead() ? SelectionKey.OP_READ : 0;
        int write = to.wantsToWrite() ? SelectionKey.OP_WRITE : 0;
        return read | write;
    }
}
