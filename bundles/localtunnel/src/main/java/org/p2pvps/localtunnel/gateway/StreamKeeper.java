package org.p2pvps.localtunnel.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A visitor's connection in HTTP/2: counted as one, and closed when it has had no stream for a while. */
final class StreamKeeper extends ChannelInboundHandlerAdapter implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(StreamKeeper.class);

    private final Reception reception;
    private final Http2Connection connection;
    private ChannelHandlerContext context;
    private long busyAt = System.nanoTime();

    StreamKeeper(Reception reception, Http2Connection connection) {
        this.reception = reception;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        if (!reception.enter(this)) {
            added.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        reception.leave(this);
    }

    /** Frames of the connection itself: the codec has dealt with them. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A connection in HTTP/2 broke: {}", cause.getMessage());
        ctx.close();
    }

    @Override
    public void tick(long now) {
        if (connection.numActiveStreams() > 0) {
            busyAt = now;
        } else if (now - busyAt > reception.limits().idleTimeout().toNanos()) {
            context.close();
        }
    }
}
