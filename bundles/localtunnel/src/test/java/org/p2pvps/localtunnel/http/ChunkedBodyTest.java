package org.p2pvps.localtunnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.p2pvps.protocol.ErrorCode;

/** However the bytes are cut up on their way, the body ends at the same octet. */
class ChunkedBodyTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\n\r\n";

    @Property(tries = 300)
    void endsWhereItEndsHoweverItIsCut(
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> sizes,
            @ForAll boolean trailer,
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 1, max = 9) Integer> cuts)
            throws MalformedMessageException {
        String body = body(sizes, trailer);
        byte[] wire = (body + NEXT).getBytes(StandardCharsets.US_ASCII);
        ChunkedBody chunked = new ChunkedBody();
        int at = 0;
        int taken = 0;
        for (int turn = 0; !chunked.isComplete(); turn++) {
            int length = Math.min(cuts.get(turn % cuts.size()), wire.length - at);
            ByteBuf piece = Unpooled.wrappedBuffer(wire, at, length);
            taken += chunked.take(piece);
            at += length;
        }
        assertThat(taken).isEqualTo(body.length());
    }

    /** Whatever comes: either it is malformed, or no more is taken than there is; it never hangs or fails otherwise. */
    @Property(tries = 1000)
    void survivesAnything(@ForAll("nearlyChunks") String text) {
        ChunkedBody chunked = new ChunkedBody();
        ByteBuf wire = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            assertThat(chunked.take(wire)).isBetween(0, wire.readableBytes());
        } catch (MalformedMessageException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.REQUEST_MALFORMED);
        }
    }

    @Provide
    Arbitrary<String> nearlyChunks() {
        return Arbitraries.strings()
                .withChars('0', '1', 'a', 'F', ';', ':', '\r', '\n', ' ', '\t', 'x', '\u0000', '\u00ff')
                .ofMaxLength(40)
                .map(text -> text.replace("x", "\r\n"));
    }

    private static String body(List<Integer> sizes, boolean trailer) {
        StringBuilder body = new StringBuilder();
        sizes.forEach(size -> body.append(Integer.toHexString(size))
                .append(size % 2 == 0 ? ";name=value" : "")
                .append("\r\n")
                .append("\r".repeat(size))
                .append("\r\n"));
        return body.append("0\r\n")
                .append(trailer ? "X-Sum: 1\r\n" : "")
                .append("\r\n")
                .toString();
    }
}
