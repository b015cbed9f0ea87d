package org.p2pvps.localtunnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, a head is read, waited for or refused with a code; nothing else is thrown, and nothing unread is lost. */
class SurvivalTest {
    @Property(tries = 2000)
    void requests(@ForAll("nearlyRequests") String text) {
        ByteBuf wire = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            RequestHead head = new RequestReader(500, 5).read(wire);
            if (head != null) {
                Framing.of(head).take(wire);
                ByteBuf forwarded = Unpooled.buffer();
                new ForwardedRequest(head, Framing.of(head), "::1", "http").to(forwarded);
                assertThat(heads(forwarded)).isEqualTo(1);
            }
        } catch (MalformedMessageException refused) {
            assertThat(refused.code()).isNotNull();
        }
    }

    @Property(tries = 2000)
    void responses(@ForAll("nearlyResponses") String text) throws MalformedMessageException {
        RequestHead request = new RequestReader(500, 5)
                .read(Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n", StandardCharsets.US_ASCII));
        ByteBuf wire = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            ResponseHead head = new ResponseReader(500, 5).read(wire);
            if (head != null) {
                Body body = Framing.of(head, false);
                ByteBuf relayed = Unpooled.buffer();
                new RelayedResponse(head, body, request, true, Optional.empty()).to(relayed);
                assertThat(heads(relayed)).isEqualTo(1);
                assertThat(body.take(wire)).isBetween(0, wire.readableBytes());
            }
        } catch (MalformedMessageException refused) {
            assertThat(refused.code()).isNotNull();
        }
    }

    /** Empty lines, that is: more than one head could be seen in what is passed on if there were more. */
    private static int heads(ByteBuf written) {
        String text = written.toString(StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r\n\r\n").doesNotContainPattern("[^\r]\n|\r[^\n]|\u0000");
        return text.split("\r\n\r\n", -1).length - 1;
    }

    @Provide
    Arbitrary<String> nearlyRequests() {
        return nearly(
                "GET / HTTP/1.1\r\n",
                "POST http://a.b:1/?x HTTP/1.0\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "Host: a\r\n",
                "Host: [::1]:80\r\n",
                "Upgrade: x\r\n");
    }

    @Provide
    Arbitrary<String> nearlyResponses() {
        return nearly(
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.0 304\r\n",
                "HTTP/1.1 101 \r\n",
                "Set-Cookie: a; domain=b\r\n",
                "Upgrade: x\r\n");
    }

    private static Arbitrary<String> nearly(String... pieces) {
        Arbitrary<String> known = Arbitraries.of(pieces);
        Arbitrary<String> common = Arbitraries.of(
                "Content-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Connection: close, x\r\n",
                "X:\t1\r\n",
                "\r\n");
        Arbitrary<String> odd =
                Arbitraries.of("\r", "\n", "\0", ":", " ", "\t", ";", ",", "\u00ff", "[", "-", "0", "5\r\nhello\r\n");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, known),
                        net.jqwik.api.Tuple.of(5, common),
                        net.jqwik.api.Tuple.of(1, odd))
                .list()
                .ofMaxSize(12)
                .map(parts -> parts.isEmpty() ? "" : pieces[0] + String.join("", parts));
    }
}
