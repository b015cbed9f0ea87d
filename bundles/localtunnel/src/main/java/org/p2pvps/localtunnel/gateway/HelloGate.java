package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.p2pvps.localtunnel.tls.Alert;
import org.p2pvps.localtunnel.tls.ClientHello;
import org.p2pvps.localtunnel.tls.HelloReader;
import org.p2pvps.localtunnel.tls.MalformedHelloException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before a TLS connection: reads which name it is for, and makes way for what deals with it. */
final class HelloGate extends ChannelInboundHandlerAdapter implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(HelloGate.class);
    private static final int LONGEST_HELLO = 16 * 1024;

    private final TlsFront front;
    private final HelloReader reader = new HelloReader(LONGEST_HELLO);
    private final Inbox inbox = new Inbox();
    private final long since = System.nanoTime();
    private Channel channel;
    private boolean refused;
    private boolean counted;

    HelloGate(TlsFront front) {
        this.front = front;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        counted = true;
        if (!front.enter(this)) {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inbox.add((ByteBuf) message);
        if (refused) {
            inbox.clear();
            return;
        }
        try {
            ClientHello hello = reader.read(inbox.bytes());
            if (hello != null) {
                decide(context, hello);
            }
        } catch (MalformedHelloException e) {
            LOG.debug("Refused a hello from {}: {}", channel.remoteAddress(), e.getMessage());
            refuse(e.alert());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
        inbox.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void tick(long now) {
        if (now - since > front.helloTimeout().toNanos()) {
            channel.close();
        }
    }

    private void decide(ChannelHandlerContext context, ClientHello hello) {
        ChannelHandler[] next = front.handlersFor(hello, channel);
        if (next.length == 0) {
            refuse(Alert.UNRECOGNIZED_NAME);
            return;
        }
        leave();
        channel.pipeline().addLast(next);
        ByteBuf said = inbox.take(inbox.size());
        inbox.clear();
        context.fireChannelRead(said);
        context.fireChannelReadComplete();
        channel.pipeline().remove(this);
    }

    private void refuse(Alert alert) {
        refused = true;
        inbox.clear();
        channel.writeAndFlush(alert.record(channel.alloc())).addListener(ChannelFutureListener.CLOSE);
    }

    private void leave() {
        if (counted) {
            counted = false;
            front.leave(this);
        }
    }
}
