package org.p2pvps.tunnel.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * A loop's buffers for what waits to be written: some are kept, those of a rush are left to the collector. There are small ones
 * too, since hundreds of renters who are each owed a line would take a large one each.
 */
final class Chunks {
    static final int LARGE = 32 * 1024;

    /** A packet on the Internet, and what a page or a terminal mostly says at once. */
    static final int SMALL = 2 * 1024;

    private static final int KEPT_BYTES = 1024 * 1024;

    private final Shelf small = new Shelf(SMALL);
    private final Shelf large = new Shelf(LARGE);

    /** @param wanted how many bytes there are; the chunk may hold fewer */
    ByteBuffer take(int wanted) {
        return (wanted <= SMALL ? small : large).take();
    }

    void giveBack(ByteBuffer chunk) {
        if (chunk.isDirect()) {
            (chunk.capacity() == SMALL ? small : large).free.push(chunk.clear());
        }
    }

    private static final class Shelf {
        private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
        private final int size;
        private int kept;

        Shelf(int size) {
            this.size = size;
        }

        ByteBuffer take() {
            ByteBuffer chunk = free.poll();
            if (chunk != null) {
                return chunk;
            }
            if (kept == KEPT_BYTES / size) {
                return ByteBuffer.allocate(size);
            }
            kept++;
            return ByteBuffer.allocateDirect(size);
        }
    }
}
