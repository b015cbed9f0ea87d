package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes a head (RFC 9112, 2.1). All text has been checked, or is ours. */
public final class HeadWriter {
    private final StringBuilder text = new StringBuilder(512);

    /** @param line the request's or status line */
    public HeadWriter(String line) {
        text.append(line).append("\r\n");
    }

    public HeadWriter field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    HeadWriter framing(Body body) {
        if (body.isChunked()) {
            field("Transfer-Encoding", "chunked");
        } else if (body.length() >= 0) {
            field("Content-Length", Long.toString(body.length()));
        }
        return this;
    }

    public void to(ByteBuf out) {
        text.append("\r\n");
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
}
