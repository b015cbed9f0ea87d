package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;

/** A response's body that ends when its sender closes (RFC 9112, 6.3, rule 8). */
final class UntilCloseBody implements Body {
    @Override
    public int take(ByteBuf in) {
        return in.readableBytes();
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public boolean endsWithConnection() {
        return true;
    }
}
