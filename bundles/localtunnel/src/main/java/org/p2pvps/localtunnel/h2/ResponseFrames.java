package org.p2pvps.localtunnel.h2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.util.Locale;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.Field;
import org.p2pvps.localtunnel.http.Framing;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.ResponseHead;
import org.p2pvps.localtunnel.http.ResponseReader;
import org.p2pvps.protocol.ErrorCode;

/** Turns a response in HTTP/1.1, which the gateway has checked, into a stream's frames (RFC 9113, 8.1). */
final class ResponseFrames {
    private final ChannelHandlerContext context;
    private final StreamRequest request;
    private final WebSocketKey key;
    private final ResponseReader reader;
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;
    private Body body;
    private Dechunker chunks;
    private ChannelFuture lastWrite;
    private boolean begun;
    private boolean tunnel;
    private boolean ended;

    /** @param key of a WebSocket's handshake; null for none */
    ResponseFrames(
            ChannelHandlerContext context, StreamRequest request, WebSocketKey key, int maxBytes, int maxFields) {
        this.context = context;
        this.request = request;
        this.key = key;
        reader = new ResponseReader(maxBytes, maxFields);
        lastWrite = context.newSucceededFuture();
    }

    boolean isBegun() {
        return begun;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether it is a WebSocket by now: bytes without a meaning for us. */
    boolean isTunnel() {
        return tunnel;
    }

    /** Takes {@code bytes} over. */
    void take(ByteBuf bytes) throws MalformedMessageException {
        join(bytes);
        while (body == null && !tunnel) {
            ResponseHead head = reader.read(unread);
            if (head == null) {
                return;
            }
            takeHead(head);
        }
        takeBody();
    }

    /** A response of our own, without a body. */
    void refuse(int status) {
        writeHeaders(new DefaultHttp2Headers(false).status(Integer.toString(status)), true);
    }

    /** The connection's end, which may be the response's. */
    void end() {
        if (!ended && (tunnel || body != null && body.endsWithConnection())) {
            ended = true;
            write(new DefaultHttp2DataFrame(true));
        }
    }

    ChannelFuture lastWrite() {
        return lastWrite;
    }

    void release() {
        unread.release();
        unread = Unpooled.EMPTY_BUFFER;
    }

    private void join(ByteBuf bytes) {
        if (unread.isReadable()) {
            ByteBuf joined = context.alloc().buffer(unread.readableBytes() + bytes.readableBytes());
            joined.writeBytes(unread).writeBytes(bytes);
            bytes.release();
            unread.release();
            unread = joined;
        } else {
            unread.release();
            unread = bytes;
        }
    }

    private void takeHead(ResponseHead head) throws MalformedMessageException {
        begun = true;
        if (head.isInterim()) {
            writeHeaders(headers(head), false);
            return;
        }
        if (head.isSwitch()) {
            tunnel = true;
            if (key == null
                    || !key.isAcceptedBy(
                            head.fields().first("sec-websocket-accept").orElse(""))) {
                throw new MalformedMessageException(ErrorCode.SITE_ANSWER_MALFORMED, "It is no WebSocket.");
            }
            writeHeaders(headers(head).status("200"), false);
            return;
        }
        body = Framing.of(head, request.isHead());
        chunks = body.isChunked() && !body.isComplete() ? new Dechunker() : null;
        writeHeaders(headers(head), body.isComplete());
    }

    private void takeBody() throws MalformedMessageException {
        if (chunks != null) {
            takeChunks();
            return;
        }
        int length = tunnel ? unread.readableBytes() : body.take(unread);
        boolean last = !tunnel && body.isComplete();
        if (length > 0) {
            write(new DefaultHttp2DataFrame(unread.readRetainedSlice(length), last));
            ended = last;
        }
    }

    private void takeChunks() {
        for (ByteBuf data = chunks.next(unread); data != null; data = chunks.next(unread)) {
            write(new DefaultHttp2DataFrame(data, false));
        }
        if (chunks.isDone() && !ended) {
            ended = true;
            if (chunks.trailers().isEmpty()) {
                write(new DefaultHttp2DataFrame(true));
            } else {
                write(new DefaultHttp2HeadersFrame(chunks.trailers(), true));
            }
        }
    }

    private Http2Headers headers(ResponseHead head) {
        Http2Headers headers = new DefaultHttp2Headers(false).status(Integer.toString(head.status()));
        for (Field field : head.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!FieldRules.isOfTheConnection(name) && !(head.isSwitch() && name.equals("sec-websocket-accept"))) {
                headers.add(name, field.value());
            }
        }
        return headers;
    }

    private void write(Http2StreamFrame frame) {
        lastWrite = context.write(frame);
    }

    private void writeHeaders(Http2Headers headers, boolean last) {
        ended = last;
        write(new DefaultHttp2HeadersFrame(headers, last));
    }
}
