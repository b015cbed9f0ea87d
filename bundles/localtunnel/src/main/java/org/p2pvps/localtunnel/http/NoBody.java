package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;

/**
 * A message that ends with its head.
 *
 * @param length what {@code Content-Length} said, as in the answer to HEAD; -1 if it said nothing
 * @param isChunked whether the answer to GET would have been chunked
 */
record NoBody(long length, boolean isChunked) implements Body {
    @Override
    public int take(ByteBuf in) {
        return 0;
    }

    @Override
    public boolean isComplete() {
        return true;
    }
}
