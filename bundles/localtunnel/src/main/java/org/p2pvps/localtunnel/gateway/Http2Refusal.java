package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** What a client is told that speaks HTTP/2 without TLS and without having asked, in its own words (RFC 9113, 3.4 and 7). */
final class Http2Refusal {
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int GOAWAY_LENGTH = 8;
    private static final int HTTP_1_1_REQUIRED = 13;

    private Http2Refusal() {}

    static ByteBuf to(ByteBufAllocator allocator) {
        ByteBuf out = allocator.buffer(26);
        out.writeMedium(0).writeByte(SETTINGS).writeByte(0).writeInt(0);
        out.writeMedium(GOAWAY_LENGTH).writeByte(GOAWAY).writeByte(0).writeInt(0);
        // No stream was served.
        return out.writeInt(0).writeInt(HTTP_1_1_REQUIRED);
    }
}
