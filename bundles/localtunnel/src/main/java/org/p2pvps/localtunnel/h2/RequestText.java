package org.p2pvps.localtunnel.h2;

import static org.p2pvps.localtunnel.h2.FieldRules.require;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Writes a stream's request in HTTP/1.1. */
final class RequestText {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    /** What decides on framing and routing may not come late (RFC 9110, 6.5.1). */
    private static final Set<String> NO_TRAILERS = Set.of("content-length", "host", "te", "trailer");

    private final StreamRequest request;
    private final WebSocketKey key;
    private final boolean complete;
    private final boolean chunked;
    private long left;

    /** @param complete whether the request ends with its header */
    RequestText(StreamRequest request, boolean complete) throws MalformedStreamException {
        this.request = request;
        key = request.isWebSocket() ? WebSocketKey.fresh() : null;
        require(!complete || request.contentLength() <= 0, "The body is shorter than its length.");
        chunked = !complete && request.contentLength() < 0 && request.protocol() == null;
        left = Math.max(0, request.contentLength());
        this.complete = complete;
    }

    WebSocketKey key() {
        return key;
    }

    ByteBuf head(ByteBufAllocator allocator) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.isWebSocket() ? "GET" : request.method())
                .append(' ')
                .append(request.path());
        text.append(" HTTP/1.1\r\nHost: ").append(request.authority()).append("\r\n");
        for (String[] field : request.fields()) {
            text.append(field[0]).append(": ").append(field[1]).append("\r\n");
        }
        if (request.isWebSocket()) {
            text.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ")
                    .append(key.value())
                    .append("\r\n");
        } else if (chunked) {
            text.append("Transfer-Encoding: chunked\r\n");
        } else if (request.contentLength() >= 0 || complete && WITH_BODY.contains(request.method())) {
            text.append("Content-Length: ").append(left).append("\r\n");
        }
        return bytes(allocator, text.append("\r\n"));
    }

    /**
     * @param data the caller's to release
     * @return what the body goes on with; null for nothing
     */
    ByteBuf body(ByteBufAllocator allocator, ByteBuf data, boolean last) throws MalformedStreamException {
        if (chunked) {
            return chunk(allocator, data, last);
        }
        left -= data.readableBytes();
        require(left >= 0, "The body is longer than its length.");
        require(!last || left == 0, "The body is shorter than its length.");
        return data.isReadable() ? data.retainedSlice() : null;
    }

    /** The body's end, with trailers as far as HTTP/1.1 can carry them. */
    ByteBuf trailers(ByteBufAllocator allocator, Http2Headers trailers) throws MalformedStreamException {
        StringBuilder text = new StringBuilder("0\r\n");
        for (Map.Entry<CharSequence, CharSequence> entry : trailers) {
            String name = entry.getKey().toString();
            String value = entry.getValue().toString();
            FieldRules.check(name, value);
            require(!NO_TRAILERS.contains(name), "A trailer may not be " + name + ".");
            text.append(name).append(": ").append(value).append("\r\n");
        }
        require(chunked || left == 0, "The body is shorter than its length.");
        return chunked ? bytes(allocator, text.append("\r\n")) : null;
    }

    private static ByteBuf chunk(ByteBufAllocator allocator, ByteBuf data, boolean last) {
        ByteBuf out = allocator.buffer(data.readableBytes() + 24);
        if (data.isReadable()) {
            out.writeCharSequence(Integer.toHexString(data.readableBytes()) + "\r\n", StandardCharsets.US_ASCII);
            out.writeBytes(data, data.readerIndex(), data.readableBytes());
            out.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
        }
        if (last) {
            out.writeCharSequence("0\r\n\r\n", StandardCharsets.US_ASCII);
        }
        return out;
    }

    private static ByteBuf bytes(ByteBufAllocator allocator, StringBuilder text) {
        ByteBuf out = allocator.buffer(text.length());
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        return out;
    }
}
