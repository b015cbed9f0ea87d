package org.p2pvps.localtunnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
    private static final String REQUEST =
            "POST /path?query HTTP/1.1\r\nHost: Site.Example:8088\r\nContent-Length: 3\r\nX-A: 1\r\nX-a:\t2 \r\n\r\n";

    @Property
    void readsTheSameHoweverItIsCut(@ForAll @IntRange(min = 1, max = 60) int pieceSize)
            throws MalformedMessageException {
        RequestReader reader = new RequestReader(1000, 10);
        ByteBuf inbox = Unpooled.buffer();
        byte[] wire = REQUEST.getBytes(StandardCharsets.US_ASCII);
        RequestHead head = null;
        for (int at = 0; at < wire.length; at += pieceSize) {
            assertThat(head).isNull();
            inbox.writeBytes(wire, at, Math.min(pieceSize, wire.length - at));
            head = reader.read(inbox);
        }
        assertThat(head).isNotNull();
        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.target()).isEqualTo("/path?query");
        assertThat(head.host()).isEqualTo("site.example:8088");
        assertThat(head.hostName()).isEqualTo("site.example");
        assertThat(head.fields().all("x-a")).containsExactly("1", "2");
        assertThat(inbox.isReadable()).isFalse();
    }

    @Test
    void leavesWhatFollowsTheHead() throws MalformedMessageException {
        ByteBuf inbox = Unpooled.copiedBuffer(REQUEST + "abc", StandardCharsets.US_ASCII);

        RequestHead head = new RequestReader(1000, 10).read(inbox);

        assertThat(Framing.of(head).length()).isEqualTo(3);
        assertThat(inbox.toString(StandardCharsets.US_ASCII)).isEqualTo("abc");
    }

    @Test
    void knowsNamesOfEveryForm() throws MalformedMessageException {
        assertThat(hostName("[::1]:80")).isEqualTo("[::1]");
        assertThat(hostName("[::1]")).isEqualTo("[::1]");
        assertThat(hostName("127.0.0.1:80")).isEqualTo("127.0.0.1");
        assertThat(hostName("a.example.:80")).isEqualTo("a.example");
    }

    private static String hostName(String host) throws MalformedMessageException {
        ByteBuf inbox =
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", StandardCharsets.US_ASCII);
        return new RequestReader(1000, 10).read(inbox).hostName();
    }
}
