package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a device's data connection: its first line must be the preface that the device got with its name. In plain
 * LocalTunnel whoever connects first gets a visitor's request, with the visitor's password in it.
 */
final class PrefaceGate extends ChannelInboundHandlerAdapter implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(PrefaceGate.class);
    private static final int LENGTH = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DataPort port;
    private final Inbox inbox = new Inbox();
    private final long since = System.nanoTime();
    private Channel channel;

    PrefaceGate(DataPort port) {
        this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        port.enter(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inbox.add((ByteBuf) message);
        if (inbox.size() > LENGTH) {
            decide(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
    }

    /** Somebody else has come in its place. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        leave();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    @Override
    public void tick(long now) {
        if (now - since > PATIENCE_NANOS) {
            channel.close();
        }
    }

    void close() {
        channel.close();
    }

    private void decide(ChannelHandlerContext context) {
        String line = inbox.bytes().toString(StandardCharsets.ISO_8859_1);
        Site site = line.indexOf('\n') == LENGTH && line.length() == LENGTH + 1
                ? port.sites().byPreface(line.substring(0, LENGTH))
                : null;
        if (site == null) {
            LOG.debug("Refused a data connection from {}: wrong preface", channel.remoteAddress());
            channel.close();
            return;
        }
        leave();
        DataSocket socket = new DataSocket(site);
        context.pipeline().replace(this, null, socket);
        socket.join();
    }

    private void leave() {
        inbox.clear();
        port.leave(this);
    }
}
