package org.p2pvps.localtunnel.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the handshake's end, and speaks what was agreed upon (RFC 7301). */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

    private final TlsFront front;
    private final Reception reception;
    private final Predicate<String> hosts;
    private boolean counted;

    /** @param hosts those that the certificate shown is for */
    ProtocolChoice(TlsFront front, Reception reception, Predicate<String> hosts) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.front = front;
        this.reception = reception;
        this.hosts = hosts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        counted = true;
        front.enter(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        super.handlerRemoved(context);
        if (counted) {
            counted = false;
            front.leave(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A TLS connection broke: {}", cause.getMessage());
        context.close();
    }

    /** The handshake has a deadline of its own. */
    @Override
    public void tick(long now) {}

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) throws Http2Exception {
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            StreamEntrance entrance = new StreamEntrance(front.strictTransport(), hosts, reception::visitors);
            Http2Connection connection =
                    front.streams().addTo(context.pipeline(), () -> new Visitor(reception, entrance));
            context.pipeline().addLast(new StreamKeeper(reception, connection));
        } else {
            TlsEntrance entrance = new TlsEntrance(front.strictTransport(), hosts);
            context.pipeline().addLast(new Visitor(reception, entrance));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A TLS handshake failed: {}", cause.getMessage());
        context.close();
    }
}
