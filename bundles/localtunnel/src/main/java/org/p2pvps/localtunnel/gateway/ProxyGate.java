package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.api.proxy.ProxyHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before each visitor's connection. A load balancer's must say first for whom it stands; what anybody else says is left to
 * {@code next}, PROXY or not.
 */
final class ProxyGate extends ChannelInboundHandlerAdapter implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyGate.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<AddressRange> proxies;
    private final Clockwork clockwork;
    private final ChannelHandler next;
    private final ProxyHeader header = new ProxyHeader();
    private final long since = System.nanoTime();
    private Channel channel;

    /**
     * @param proxies the load balancers
     * @param next deals with the connection
     */
    ProxyGate(List<AddressRange> proxies, Clockwork clockwork, ChannelHandler next) {
        this.proxies = proxies;
        this.clockwork = clockwork;
        this.next = next;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (proxies.stream().anyMatch(range -> range.contains(Peer.of(channel)))) {
            clockwork.add(this);
        } else {
            makeWay(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable()) {
                fill(bytes);
                if (!header.room().hasRemaining() && header.filled()) {
                    header.source().ifPresent(source -> Peer.told(channel, source));
                    makeWay(context);
                    context.fireChannelRead(bytes.retain());
                    return;
                }
            }
        } catch (ProtocolException e) {
            LOG.debug("Refused the load balancer {}: {}", channel.remoteAddress(), e.getMessage());
            context.close();
        } finally {
            bytes.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        clockwork.remove(this);
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

    private void fill(ByteBuf bytes) {
        ByteBuffer room = header.room();
        int length = Math.min(room.remaining(), bytes.readableBytes());
        bytes.readBytes(room.slice(room.position(), length));
        room.position(room.position() + length);
    }

    private void makeWay(ChannelHandlerContext context) {
        context.pipeline().addLast(next);
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
