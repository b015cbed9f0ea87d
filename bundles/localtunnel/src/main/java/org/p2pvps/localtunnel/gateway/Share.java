package org.p2pvps.localtunnel.gateway;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/**
 * What a connection may have waiting to be written: a share of one budget, the smaller the more connections there are when it
 * comes. Ten thousand visitors who hardly read then hold some 120 MiB and not more than a gigabyte.
 *
 * @param bytes beyond this the other side is not read from, until half of it has left
 */
record Share(int bytes) {
    private static final int BUDGET = 24 * 1024 * 1024;
    private static final int LEAST = 2 * 1024;
    private static final int MOST = 128 * 1024;

    static Share among(int connections) {
        return new Share(Math.max(LEAST, Math.min(MOST, BUDGET / Math.max(1, connections))));
    }

    /** A read is half a share at most, so that the last one before a pause does not exceed it by far. */
    void giveTo(Channel connection) {
        boundWrites(connection);
        connection.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 1024, bytes / 2));
    }

    /** What a stream of a connection reads is bounded by its window. */
    void boundWrites(Channel channel) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(bytes / 2, bytes));
    }
}
