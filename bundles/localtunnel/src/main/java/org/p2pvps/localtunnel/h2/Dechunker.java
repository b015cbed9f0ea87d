package org.p2pvps.localtunnel.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes the chunks off a body (RFC 9112, 7.1) that has been checked already: strictness is behind us here. */
final class Dechunker {
    private static final byte LF = '\n';

    private final StringBuilder line = new StringBuilder();
    private final Http2Headers trailers = new DefaultHttp2Headers(false);
    private long left;
    private boolean afterData;
    private boolean inTrailers;
    private boolean done;

    /** @return the next piece of the body, the caller's to release; null if there is none so far, or no more */
    ByteBuf next(ByteBuf in) {
        while (left == 0 && !done && in.isReadable()) {
            if (readLine(in)) {
                take(line.toString());
                line.setLength(0);
            }
        }
        if (left == 0 || !in.isReadable()) {
            return null;
        }
        int length = (int) Math.min(left, in.readableBytes());
        left -= length;
        afterData = left == 0;
        return in.readRetainedSlice(length);
    }

    boolean isDone() {
        return done;
    }

    Http2Headers trailers() {
        return trailers;
    }

    private boolean readLine(ByteBuf in) {
        int end = in.bytesBefore(LF);
        int length = end < 0 ? in.readableBytes() : end;
        line.append(in.readCharSequence(length, StandardCharsets.ISO_8859_1));
        if (end < 0) {
            return false;
        }
        in.skipBytes(1);
        line.setLength(line.length() - 1);
        return true;
    }

    private void take(String text) {
        if (afterData) {
            afterData = false;
        } else if (!inTrailers) {
            int extension = text.indexOf(';');
            left = Long.parseLong(extension < 0 ? text : text.substring(0, extension), 16);
            inTrailers = left == 0;
        } else if (text.isEmpty()) {
            done = true;
        } else {
            int colon = text.indexOf(':');
            String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!FieldRules.isOfTheConnection(name)) {
                trailers.add(name, text.substring(colon + 1).strip());
            }
        }
    }
}
