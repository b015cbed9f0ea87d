package org.p2pvps.localtunnel.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream: towards the gateway it is a connection with one request in HTTP/1.1, whose response it turns back into frames. What
 * arrives is read only as the gateway reads, and only so far does the client's window open again.
 */
public final class StreamBridge extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBridge.class);

    private final int maxHeadBytes;
    private final int maxFields;
    private ChannelHandlerContext context;
    private RequestText request;
    private ResponseFrames response;
    private boolean requestEnded;
    private boolean over;

    /**
     * @param maxHeadBytes of a response's head
     * @param maxFields in it
     */
    public StreamBridge(int maxHeadBytes, int maxFields) {
        this.maxHeadBytes = maxHeadBytes;
        this.maxFields = maxFields;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (over) {
                return;
            }
            if (message instanceof Http2HeadersFrame headers) {
                takeHeaders(headers);
            } else if (message instanceof Http2DataFrame data) {
                takeData(data);
            }
        } catch (MalformedStreamException e) {
            LOG.debug("Refused a stream from {}: {}", ctx.channel().remoteAddress(), e.getMessage());
            reset(Http2Error.PROTOCOL_ERROR);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        if (over || response == null) {
            bytes.release();
            promise.trySuccess();
            return;
        }
        try {
            response.take(bytes);
            complete(promise);
        } catch (MalformedMessageException e) {
            promise.tryFailure(e);
            reset(Http2Error.INTERNAL_ERROR);
        }
        endIfAnswered();
    }

    /** Without an answer that is whole, the stream must not look as if it had ended well. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!over && (response == null || !response.isEnded())) {
            over = true;
            Http2Error error =
                    response == null || !response.isBegun() ? Http2Error.REFUSED_STREAM : Http2Error.INTERNAL_ERROR;
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(error));
        }
        ctx.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over = true;
        if (response != null) {
            response.release();
        }
        ctx.fireChannelInactive();
    }

    /** The codec found the stream to be malformed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A stream from {} broke: {}", ctx.channel().remoteAddress(), cause.getMessage());
        reset(cause instanceof Http2Exception malformed ? malformed.error() : Http2Error.INTERNAL_ERROR);
    }

    /** No more bytes will be written: the end of a response that ends with its connection, or of a WebSocket. */
    public void endOutput() {
        if (!over && response != null) {
            response.end();
            endIfAnswered();
            context.flush();
        }
    }

    private void takeHeaders(Http2HeadersFrame frame) throws MalformedStreamException {
        requestEnded = frame.isEndStream();
        if (request == null) {
            StreamRequest parsed = StreamRequest.of(frame.headers());
            request = new RequestText(parsed, requestEnded);
            response = new ResponseFrames(context, parsed, request.key(), maxHeadBytes, maxFields);
            if (parsed.protocol() != null && !parsed.isWebSocket()) {
                response.refuse(501);
                endIfAnswered();
                context.flush();
            } else {
                pass(request.head(context.alloc()));
            }
        } else {
            FieldRules.require(requestEnded, "Trailers do not end their stream.");
            ByteBuf trailers = request.trailers(context.alloc(), frame.headers());
            if (trailers != null) {
                pass(trailers);
            }
        }
    }

    private void takeData(Http2DataFrame frame) throws MalformedStreamException {
        requestEnded = frame.isEndStream();
        if (response.isTunnel()) {
            if (frame.content().isReadable()) {
                pass(frame.content().retain());
            }
            if (requestEnded) {
                context.channel().close();
            }
            return;
        }
        FieldRules.require(request.key() == null, "A WebSocket's bytes came before it was agreed to.");
        ByteBuf body = request.body(context.alloc(), frame.content(), requestEnded);
        if (body != null) {
            pass(body);
        }
    }

    private void pass(ByteBuf bytes) {
        context.fireChannelRead(bytes);
    }

    /** RFC 9113, 8.1: whoever has the whole answer need not send the rest of the request. */
    private void endIfAnswered() {
        if (!over && response.isEnded()) {
            over = true;
            if (!requestEnded) {
                response.lastWrite().addListener(written -> {
                    if (written.isSuccess()) {
                        context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
                    }
                });
            }
        }
    }

    private void reset(Http2Error error) {
        over = true;
        context.writeAndFlush(new DefaultHttp2ResetFrame(error));
        context.close();
    }

    /** Done when what was written so far is, or never can be. */
    private void complete(ChannelPromise promise) {
        if (!promise.isVoid()) {
            response.lastWrite().addListener(done -> promise.trySuccess());
        }
    }
}
