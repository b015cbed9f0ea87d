package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Writes a head (RFC 9112, 2.1). All text has been checked, or is ours. */
public final class HeadWriter {
    private byte[] bytes = new byte[1024];
    private int length;

    /** @param line the request's or status line */
    public HeadWriter(String line) {
        add(line);
        endLine();
    }

    public HeadWriter field(String name, String value) {
        add(name);
        add(": ");
        add(value);
        endLine();
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
        endLine();
        out.writeBytes(bytes, 0, length);
    }

    private void endLine() {
        add("\r\n");
    }

    /** Every character is one octet. The deprecated method takes them as they are, which no encoder does as fast. */
    @SuppressWarnings("deprecation")
    private void add(String text) {
        int end = length + text.length();
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        text.getBytes(0, text.length(), bytes, length);
        length = end;
    }
}
