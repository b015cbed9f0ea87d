package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data port's first look at what is said there, after TLS if there is any: agents ask for their name here too, where nobody
 * reads the token on its way.
 */
final class DataDoor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(DataDoor.class);
    /** A request's; a preface is made of lower-case digits. */
    private static final char FIRST_OF_GET = 'G';

    private final boolean tlsOnly;
    private final Supplier<ChannelHandler> desk;

    /**
     * @param tlsOnly whether data in the clear are refused
     * @param desk makes what answers a request for a name
     */
    DataDoor(boolean tlsOnly, Supplier<ChannelHandler> desk) {
        this.tlsOnly = tlsOnly;
        this.desk = desk;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean secure = context.pipeline().get(SslHandler.class) != null;
        if (!bytes.isReadable() || tlsOnly && !secure) {
            ReferenceCountUtil.release(message);
            if (tlsOnly && !secure) {
                LOG.debug(
                        "Refused a data connection in the clear from {}",
                        context.channel().remoteAddress());
                context.close();
            }
            return;
        }
        if (secure && bytes.getByte(bytes.readerIndex()) == FIRST_OF_GET) {
            context.pipeline().replace(PrefaceGate.class, null, desk.get());
        }
        context.fireChannelRead(message);
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A data connection's TLS failed: {}", cause.getMessage());
        context.close();
    }
}
