package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Bytes that came and were not dealt with yet. */
final class Inbox {
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Takes {@code more} over. */
    void add(ByteBuf more) {
        if (!bytes.isReadable()) {
            bytes.release();
            bytes = more;
            return;
        }
        if (bytes.maxFastWritableBytes() < more.readableBytes()) {
            // With room to grow: a head that trickles in is not to be copied with each octet.
            ByteBuf roomier = more.alloc().buffer(2 * (bytes.readableBytes() + more.readableBytes()));
            roomier.writeBytes(bytes);
            bytes.release();
            bytes = roomier;
        }
        bytes.writeBytes(more);
        more.release();
    }

    /** To look at and to read from; not to keep. */
    ByteBuf bytes() {
        return bytes;
    }

    int size() {
        return bytes.readableBytes();
    }

    boolean isEmpty() {
        return !bytes.isReadable();
    }

    /** The first {@code length} bytes, now the caller's to release. */
    ByteBuf take(int length) {
        return bytes.readRetainedSlice(length);
    }

    void clear() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
    }
}
