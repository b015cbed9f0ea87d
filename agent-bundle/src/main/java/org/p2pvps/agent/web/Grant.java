package org.p2pvps.agent.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * What the gateway allows.
 *
 * @param port where data sockets are to connect
 * @param sockets how many to keep open
 * @param preface what each sends first; may be empty
 * @param server with whom they speak TLS; null if they are in the clear
 */
record Grant(InetSocketAddress port, int sockets, byte[] preface, PinnedServer server) {
    /** A socket that is connected to the port. */
    Link link(SocketChannel socket, TlsBuffers buffers) throws IOException {
        return server == null
                ? new PlainLink(socket)
                : new TlsLink(socket, server.engine(port.getHostString(), port.getPort()), buffers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grant grant && port.equals(grant.port) && Arrays.equals(preface, grant.preface);
    }

    @Override
    public int hashCode() {
        return port.hashCode();
    }

    /** Hides the preface. */
    @Override
    public String toString() {
        return "Grant[port=" + port + ", sockets=" + sockets + "]";
    }
}
