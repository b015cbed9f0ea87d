package org.p2pvps.tunnel.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** A loop's buffers for what waits to be written: a few are kept, those of a rush are left to the collector. */
final class Chunks {
    static final int SIZE = 32 * 1024;

    private static final int KEPT = 32;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private int made;

    ByteBuffer take() {
        ByteBuffer chunk = free.poll();
        if (chunk != null) {
            return chunk;
        }
        if (made == KEPT) {
            return ByteBuffer.allocate(SIZE);
        }
        made++;
        return ByteBuffer.allocateDirect(SIZE);
    }

    void giveBack(ByteBuffer chunk) {
        if (chunk.isDirect()) {
            free.push(chunk.clear());
        }
    }
}
