package org.p2pvps.localtunnel.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;

/**
 * Counts the frames that cost us something and the client nothing: PING, SETTINGS, PRIORITY, empty DATA, unknown ones. More of
 * them than anybody needs ends the connection (RFC 9113, 10.5).
 */
final class FrameMeter extends ChannelInboundHandlerAdapter {
    private static final int PREFACE = 24;
    private static final int HEADER = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int mostInAPeriod;
    private final byte[] header = new byte[4];
    private long skip = PREFACE;
    private int inHeader;
    private int count;
    private long since = System.nanoTime();

    /** @param mostInAPeriod frames in ten seconds */
    FrameMeter(int mostInAPeriod) {
        this.mostInAPeriod = mostInAPeriod;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (isFlood(bytes)) {
            bytes.release();
            context.fireExceptionCaught(
                    Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "Too many frames of no use"));
        } else {
            context.fireChannelRead(bytes);
        }
    }

    private boolean isFlood(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (skip > 0) {
                int step = (int) Math.min(skip, bytes.writerIndex() - at);
                at += step;
                skip -= step;
                continue;
            }
            header[inHeader++] = bytes.getByte(at++);
            if (inHeader == header.length) {
                inHeader = 0;
                int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
                skip = HEADER - header.length + (long) length;
                count(header[3], length);
            }
        }
        return count > mostInAPeriod;
    }

    private void count(int type, int length) {
        boolean useful = type == DATA && length > 0 || type == HEADERS || type == WINDOW_UPDATE || type == CONTINUATION;
        if (!useful) {
            long now = System.nanoTime();
            if (now - since > PERIOD_NANOS) {
                since = now;
                count = 0;
            }
            count++;
        }
    }
}
