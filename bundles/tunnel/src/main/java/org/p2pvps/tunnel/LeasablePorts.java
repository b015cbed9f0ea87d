package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports that leases may use.
 *
 * @param address what they are bound to
 */
record LeasablePorts(InetAddress address, int first, int last) {
    LeasablePorts {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException("firstPort and lastPort must be ports, the first not after the last.");
        }
    }

    /** Whether nothing on this machine holds {@code port}: it is tried. */
    boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Where this machine reaches its own leased ports. */
    InetAddress local() {
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }
}
