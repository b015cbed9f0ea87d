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

    static final int SMALL_KEPT = 256;
    static final int LARGE_KEPT = 32;

    private final Shelf small = new Shelf(SMALL, SMALL_KEPT);
    private final Shelf large = new Shelf(LARGE, LARGE_KEPT);

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
        private final int most;
        private int made;

        Shelf(int size, int most) {
            this.size = size;
            this.most = most;
        }

        ByteBuffer take() {
            ByteBuffer chunk = free.poll();
            if (chunk != null) {
                return chunk;
            }
            if (made == most) {
                return ByteBuffer.allocate(size);
            }
            made++;
            return ByteBuffer.allocateDirect(size);
        }
    }
}
