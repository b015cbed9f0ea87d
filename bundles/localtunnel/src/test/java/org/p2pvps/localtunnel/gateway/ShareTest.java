package org.p2pvps.localtunnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void fewConnectionsHaveRoomToBeFast() {
        assertThat(Share.among(0).bytes()).isEqualTo(128 * 1024);
        assertThat(Share.among(190).bytes()).isEqualTo(128 * 1024);
    }

    @Test
    void tenThousandThatComeOneAfterTheOtherHoldLessThanTheHeapsSizeTogether() {
        long together = IntStream.rangeClosed(1, 10_000)
                .mapToLong(connections -> Share.among(connections).bytes())
                .sum();

        assertThat(together).isLessThan(125 * MEBIBYTE);
    }

    @Test
    void connectionStopsItsOtherSideAtItsShare() {
        EmbeddedChannel connection = new EmbeddedChannel();
        Share.among(1_000_000).giveTo(connection);

        assertThat(connection.config().getWriteBufferHighWaterMark()).isEqualTo(2048);
        assertThat(connection.config().getWriteBufferLowWaterMark()).isEqualTo(1024);
        connection.close();
    }
}
