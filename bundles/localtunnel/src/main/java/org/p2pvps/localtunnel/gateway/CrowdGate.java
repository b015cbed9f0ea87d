package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Stands before each visitor's connection, so that nobody takes the places of all others. */
final class CrowdGate extends ChannelInboundHandlerAdapter {
    private final Crowd crowd;
    private final ChannelHandler next;
    private final Consumer<ByteBuf> refusal;
    private InetAddress counted;

    /**
     * @param next deals with the connection
     * @param refusal writes what one too many is told before it is closed
     */
    CrowdGate(Crowd crowd, ChannelHandler next, Consumer<ByteBuf> refusal) {
        this.crowd = crowd;
        this.next = next;
        this.refusal = refusal;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetAddress address = Peer.of(context.channel());
        if (crowd.enter(address)) {
            counted = address;
            context.pipeline().addLast(next);
            context.fireChannelActive();
            return;
        }
        ByteBuf out = context.alloc().buffer();
        refusal.accept(out);
        context.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    /** What one too many says is not listened to. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (counted == null) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (counted != null) {
            crowd.leave(counted);
        }
        context.fireChannelInactive();
    }
}
