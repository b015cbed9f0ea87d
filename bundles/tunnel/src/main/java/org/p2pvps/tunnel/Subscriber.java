package org.p2pvps.tunnel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Whom a connection is from, as far as its address tells. An IPv6 subscriber has a whole /64 at its disposal, so that is what
 * counts.
 */
public record Subscriber(boolean ipv6, long network) {
    private static final Subscriber UNKNOWN = new Subscriber(false, 0);

    public static Subscriber of(SocketAddress from) {
        InetAddress address = from instanceof InetSocketAddress inet ? inet.getAddress() : null;
        if (address == null) {
            return UNKNOWN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new Subscriber(true, bytes.getLong())
                : new Subscriber(false, bytes.getInt());
    }
}
