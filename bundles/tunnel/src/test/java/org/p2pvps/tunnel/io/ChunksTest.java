package org.p2pvps.tunnel.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChunksTest {
    /** More than are kept of either size. */
    private static final int RUSH = 1000;

    private final Chunks chunks = new Chunks();

    @Test
    void aLineTakesASmallChunkAndAPageALargeOne() {
        assertThat(chunks.take(1).capacity()).isEqualTo(Chunks.SMALL);
        assertThat(chunks.take(Chunks.SMALL).capacity()).isEqualTo(Chunks.SMALL);
        assertThat(chunks.take(Chunks.SMALL + 1).capacity()).isEqualTo(Chunks.LARGE);
        assertThat(chunks.take(1 << 20).capacity()).isEqualTo(Chunks.LARGE);
    }

    @Test
    void whatIsGivenBackIsTakenAgainEmpty() {
        for (int wanted : List.of(Chunks.SMALL, Chunks.LARGE)) {
            ByteBuffer chunk = chunks.take(wanted).put((byte) 1);
            chunks.giveBack(chunk);
            assertThat(chunks.take(wanted)).isSameAs(chunk);
            assertThat(chunk.remaining()).isEqualTo(wanted);
        }
    }

    @Test
    void aRushIsServedFromTheHeapAndOnlySoMuchIsKept() {
        Map.of(Chunks.SMALL, Chunks.SMALL_KEPT, Chunks.LARGE, Chunks.LARGE_KEPT).forEach((wanted, kept) -> {
            List<ByteBuffer> rush = take(wanted, RUSH);
            rush.forEach(chunks::giveBack);
            assertThat(rush).filteredOn(ByteBuffer::isDirect).hasSize(kept);
            assertThat(take(wanted, RUSH)).filteredOn(ByteBuffer::isDirect).hasSize(kept);
        });
    }

    private List<ByteBuffer> take(int wanted, int count) {
        return Stream.generate(() -> chunks.take(wanted)).limit(count).toList();
    }
}
