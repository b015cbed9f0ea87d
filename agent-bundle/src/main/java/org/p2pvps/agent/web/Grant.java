package org.p2pvps.agent.web;

import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * What the gateway allows.
 *
 * @param port where data sockets are to connect
 * @param sockets how many to keep open
 * @param preface what each sends first; may be empty
 */
record Grant(InetSocketAddress port, int sockets, byte[] preface) {
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
