package org.p2pvps.localtunnel.h2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2SettingsFrame;

/**
 * Keeps the table of what a client was sent small. The client says how large it may be (RFC 7541, 4.2), gigabytes even, and a
 * site that works for it could fill it; what is behind the default size is never used.
 */
final class TableBound extends ChannelInboundHandlerAdapter {
    private static final long MOST = 4096;

    private final Http2HeadersEncoder.Configuration table;

    TableBound(Http2HeadersEncoder.Configuration table) {
        this.table = table;
    }

    /** The codec has done by now what the client wants. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Http2Exception {
        if (message instanceof Http2SettingsFrame && table.maxHeaderTableSize() > MOST) {
            table.maxHeaderTableSize(MOST);
        }
        context.fireChannelRead(message);
    }
}
