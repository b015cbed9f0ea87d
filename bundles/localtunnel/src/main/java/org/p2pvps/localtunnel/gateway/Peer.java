package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Who is at a connection's other end: as the kernel says, or as the load balancer says that stands there. */
final class Peer {
    private static final AttributeKey<InetSocketAddress> TOLD = AttributeKey.valueOf(Peer.class, "told");

    private Peer() {}

    /** A load balancer said for whom it stands. */
    static void told(Channel connection, InetSocketAddress source) {
        connection.attr(TOLD).set(source);
    }

    /** @param channel a connection, or a stream of one */
    static InetAddress of(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        InetSocketAddress told = connection.attr(TOLD).get();
        return (told == null ? (InetSocketAddress) connection.remoteAddress() : told).getAddress();
    }
}
