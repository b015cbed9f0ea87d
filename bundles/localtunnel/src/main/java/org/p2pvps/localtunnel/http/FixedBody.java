package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;

/** A body with {@code Content-Length} (RFC 9112, 6.2). */
final class FixedBody implements Body {
    private final long length;
    private long left;

    FixedBody(long length) {
        this.length = length;
        left = length;
    }

    @Override
    public int take(ByteBuf in) {
        int taken = (int) Math.min(left, in.readableBytes());
        left -= taken;
        return taken;
    }

    @Override
    public boolean isComplete() {
        return left == 0;
    }

    @Override
    public long length() {
        return length;
    }
}
