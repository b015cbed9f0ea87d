package org.p2pvps.localtunnel.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import org.p2pvps.localtunnel.h2.Http2Front;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the handshake's end, and speaks what was agreed upon (RFC 7301). */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

    private final TlsFront front;
    private final Reception reception;
    private final TlsEntrance entrance;
    private final Http2Front streams;
    private boolean counted;

    ProtocolChoice(TlsFront front, Reception reception, TlsEntrance entrance, Http2Front streams) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.front = front;
        this.reception = reception;
        this.entrance = entrance;
        this.streams = streams;
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
            Http2Connection connection = streams.addTo(context.pipeline());
            context.pipeline().addLast(new StreamKeeper(reception, connection));
        } else {
            context.pipeline().addLast(new Visitor(reception, entrance));
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A TLS handshake failed: {}", cause.getMessage());
        context.close();
    }
}
