package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.p2pvps.api.site.TlsMode;

/** HTTP/2 from a visitor (RFC 9113), frame by frame, to a device that speaks HTTP/1.1. */
@SuppressWarnings("try") // A device is there to be there.
class StreamsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    /** A frame's content without any data in it. */
    private static final byte[] PADDING = new byte[256];

    static {
        PADDING[0] = (byte) 255;
    }

    private final TestAuthority authority = new TestAuthority();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        authority.issue("*.localhost").writeTo(folder.resolve("sites.pem"), folder.resolve("sites.key"));
        gateway = new TestGateway(Map.of("certificates", folder.toString(), "waitTimeout", 2, "responseTimeout", 5));
        Eventually.within(SOON, "the certificate is read", () -> gateway.service
                .urlOf("mysite")
                .startsWith("https:"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private FrameWire connect() throws IOException {
        return connect(65_535);
    }

    private FrameWire connect(int window) throws IOException {
        return FrameWire.connect(gateway, authority, "mysite.localhost", window);
    }

    private FrameWire connectAs(String serverName) throws IOException {
        return FrameWire.connect(gateway, authority, serverName, 65_535);
    }

    private static Origin echo() throws IOException {
        return new Origin((head, in, out) -> {
            byte[] bytes = Wire.body(head, in).getBytes(StandardCharsets.ISO_8859_1);
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            return true;
        });
    }

    @Test
    void servesManyStreamsOfOneConnection() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 8);
                FrameWire visitor = connect()) {
            Set<Integer> open = new HashSet<>();
            for (int number = 0; number < 90; number++) {
                open.add(visitor.get("/" + number));
            }
            while (!open.isEmpty()) {
                FrameWire.Frame frame = visitor.read();
                assertThat(frame.type()).isIn(FrameWire.HEADERS, FrameWire.DATA);
                if (frame.ends()) {
                    open.remove(frame.stream());
                }
            }
            assertThat(origin.heads).hasSize(90).allMatch(head -> head.contains("X-Forwarded-Proto: https\r\n"));
        }
    }

    @Test
    void turnsFieldsIntoThoseOfHttp1AndBack() throws IOException {
        try (Origin origin = Origin.saying(
                        "HTTP/1.1 201 Made\r\nContent-Length: 0\r\nX-Mixed: Case\r\nConnection: close, X-Hop\r\n"
                                + "X-Hop: 1\r\nKeep-Alive: 5\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.begin(
                    true,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":path",
                    "/a?b",
                    ":authority",
                    "mysite.localhost",
                    "cookie",
                    "a=1",
                    "x-forwarded-for",
                    "6.6.6.6",
                    "cookie",
                    "b=2",
                    "te",
                    "trailers");
            FrameWire.Reply reply = visitor.reply(stream);

            assertThat(reply.headers())
                    .containsExactly(
                            Map.entry(":status", "201"),
                            Map.entry("x-mixed", "Case"),
                            Map.entry("set-cookie", "a=b, c=d"),
                            Map.entry("content-length", "0"));
            assertThat(origin.heads.get(0).lines())
                    .startsWith("GET /a?b HTTP/1.1", "Host: mysite.localhost")
                    .contains("cookie: a=1; b=2", "X-Forwarded-For: 127.0.0.1")
                    .doesNotContain("te: trailers", "x-forwarded-for: 6.6.6.6");
        }
    }

    @Test
    void carriesBodiesWithAndWithoutALength() throws IOException {
        try (Origin origin = echo();
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int chunked = visitor.post();
            visitor.data(chunked, "hello ", false);
            visitor.data(chunked, "world", true);
            assertThat(visitor.reply(chunked).text()).isEqualTo("hello world");
            int fixed = visitor.post("content-length", "11");
            visitor.data(fixed, "hello ", false);
            visitor.data(fixed, "again", false);
            visitor.data(fixed, "", true);
            assertThat(visitor.reply(fixed).text()).isEqualTo("hello again");
            assertThat(origin.heads.get(0)).contains("Transfer-Encoding: chunked");
            assertThat(origin.heads.get(1)).contains("Content-Length: 11");
        }
    }

    @Test
    void carriesTrailersBothWays() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    String sum = Wire.trailers(in).get("x-sum");
                    out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nGrpc-Status: "
                                    + sum + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.post();
            visitor.data(stream, "data", false);
            visitor.send(
                    FrameWire.HEADERS,
                    FrameWire.END_HEADERS | FrameWire.END_STREAM,
                    stream,
                    visitor.block("x-sum", "42"));
            FrameWire.Reply reply = visitor.reply(stream);
            assertThat(reply.text()).isEqualTo("abc");
            assertThat(reply.trailers()).containsExactly(Map.entry("grpc-status", "42"));
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            for (int time = 0; time < 2; time++) {
                FrameWire.Reply reply = visitor.reply(visitor.begin(
                        true, ":method", "HEAD", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/"));
                assertThat(reply.headers()).containsEntry("content-length", "500");
                assertThat(reply.body()).isEmpty();
            }
        }
    }

    @Test
    void passesInterimResponses() throws IOException {
        try (Origin origin =
                        Origin.saying("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            FrameWire.Reply reply = visitor.reply(visitor.get("/"));
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.interim()).containsExactly(Map.of(":status", "103", "link", "</a>"));
        }
    }

    @Test
    void endsAStreamWithTheConnectionThatEndsItsResponse() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\nuntil the end".getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire visitor = connect()) {
            assertThat(visitor.reply(visitor.get("/")).text()).isEqualTo("until the end");
            assertThat(visitor.reply(visitor.get("/")).text()).isEqualTo("until the end");
        }
    }

    @Test
    void sendsNoMoreThanTheVisitorsWindow() throws IOException {
        byte[] large = new byte[1 << 20];
        try (Origin origin = new Origin((head, in, out) -> {
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(large);
                    return true;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire visitor = connect(1000)) {
            int stream = visitor.get("/");
            assertThat(visitor.read(stream).type()).isEqualTo(FrameWire.HEADERS);
            long received = 0;
            while (received < 1000) {
                received += visitor.read(stream).payload().length;
            }
            assertThat(received).isEqualTo(1000);
            while (received < large.length) {
                visitor.grant(stream, 50_000);
                for (long wanted = Math.min(large.length, received + 50_000); received < wanted; ) {
                    received += visitor.read(stream).payload().length;
                }
            }
            assertThat(received).isEqualTo(large.length);
        }
    }

    @Test
    void takesNoMoreThanTheDeviceDoes() throws IOException {
        AtomicBoolean reading = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        try (Origin origin = new Origin((head, in, out) -> {
                    Eventually.within(SOON, "the device may read", reading::get);
                    in.readNBytes(32 << 20);
                    out.write("HTTP/1.1 204 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.post("content-length", Integer.toString(32 << 20));
            FlowControlled upload = new FlowControlled(visitor, stream);
            Origin.start(() -> upload.run(32 << 20, sent));
            // Ours, the device's and four sockets' buffers, but not the 32 MiB.
            Eventually.within(SOON, "the upload stands still", () -> {
                long before = sent.get();
                java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);
                return before > 0 && before == sent.get();
            });
            assertThat(sent.get()).isLessThan(24 << 20);
            reading.set(true);
            Eventually.within(Duration.ofSeconds(30), "the rest is taken", () -> upload.answered.get());
        }
    }

    @Test
    void cancelsWhatTheVisitorCancels() throws IOException {
        AtomicBoolean cut = new AtomicBoolean();
        try (Origin origin = new Origin((head, in, out) -> {
                    cut.set(in.read() < 0);
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.get("/");
            Eventually.within(SOON, "the request is there", () -> origin.heads.size() == 1);
            visitor.send(FrameWire.RST_STREAM, 0, stream, FrameWire.number(8));
            Eventually.within(SOON, "the device hears of it", cut::get);
        }
    }

    @Test
    void doesNotLetABrokenAnswerLookWhole() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            assertThatThrownBy(() -> visitor.reply(visitor.get("/"))).hasMessageContaining("frame 3");
        }
    }

    @Test
    void letsGoOfABodyThatNobodyWants() throws IOException {
        try (FrameWire visitor = connect()) {
            int stream = visitor.begin(
                    false, ":method", "POST", ":scheme", "https", ":authority", "nobody.localhost", ":path", "/");
            assertThat(visitor.reply(stream).status()).isEqualTo(404);
            FrameWire.Frame reset = visitor.read(stream);
            assertThat(reset.type()).isEqualTo(FrameWire.RST_STREAM);
            assertThat(reset.error()).isZero();
        }
    }

    @Test
    void opensAWebSocketOverAStream() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    String key = head.replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]+)\r.*", "$1");
                    out.write(("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Accept: " + Wire.accept(key)
                                    + "\r\nSec-WebSocket-Protocol: chat\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    in.transferTo(out);
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.begin(
                    false,
                    ":method",
                    "CONNECT",
                    ":protocol",
                    "websocket",
                    ":scheme",
                    "https",
                    ":authority",
                    "mysite.localhost",
                    ":path",
                    "/chat",
                    "sec-websocket-version",
                    "13",
                    "sec-websocket-protocol",
                    "chat");
            assertThat(visitor.decode(visitor.read(stream)))
                    .containsEntry(":status", "200")
                    .containsEntry("sec-websocket-protocol", "chat")
                    .doesNotContainKeys("upgrade", "connection", "sec-websocket-accept");
            for (int message = 0; message < 3; message++) {
                visitor.data(stream, "message " + message, false);
                FrameWire.Frame frame = visitor.read(stream);
                assertThat(new String(frame.payload(), StandardCharsets.US_ASCII))
                        .isEqualTo("message " + message);
            }
            assertThat(origin.heads.get(0)).startsWith("GET /chat HTTP/1.1").contains("sec-websocket-version: 13");
        }
    }

    @Test
    void isNoProxy() throws IOException {
        try (FrameWire visitor = connect()) {
            assertThat(visitor.reply(visitor.begin(true, ":method", "CONNECT", ":authority", "example.org:80"))
                            .status())
                    .isEqualTo(405);
        }
    }

    @Test
    void sendsWhoAsksForASiteThatEndsTlsItselfToItsOwnConnection() throws IOException {
        gateway.choices.choose("mysite", TlsMode.PASS_THROUGH, false);
        try (FrameWire visitor = connectAs("other.localhost")) {
            Eventually.within(
                    SOON,
                    "the choice is known",
                    () -> visitor.reply(visitor.get("/")).status() == 421);
        }
    }

    static Stream<List<String>> malformedRequests() {
        List<String> good =
                List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/");
        return Stream.of(
                with(good, "X-Upper", "1"),
                with(good, "connection", "close"),
                with(good, "transfer-encoding", "chunked"),
                with(good, "upgrade", "websocket"),
                with(good, "keep-alive", "5"),
                with(good, "te", "gzip"),
                with(good, "x-a", "b\r\nX-Smuggled: 1"),
                with(good, "x-a", "b\nX-Smuggled: 1"),
                with(good, "x-a", "b\0"),
                with(good, "x-a", " b"),
                with(good, "x a", "b"),
                with(good, "x-a:b", "c"),
                with(good, "x\r\ny", "c"),
                with(good, ":path", "/other"),
                with(good, ":unknown", "1"),
                with(good, ":status", "200"),
                with(good, ":protocol", "websocket"),
                with(good, "host", "other.localhost"),
                with(good, "content-length", "5"),
                with(good, "content-length", "+0"),
                with(with(good, "content-length", "0"), "content-length", "1"),
                with(List.of("x-early", "1"), good.toArray(String[]::new)),
                List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost"),
                List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", ""),
                List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "x"),
                List.of(
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":authority",
                        "mysite.localhost",
                        ":path",
                        "/ HTTP/1.1\r\nA: b"),
                List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/a b"),
                List.of(":method", "GET", ":scheme", "http", ":authority", "mysite.localhost", ":path", "/"),
                List.of(":method", "GET", ":authority", "mysite.localhost", ":path", "/"),
                List.of(":scheme", "https", ":authority", "mysite.localhost", ":path", "/"),
                List.of(":method", "GET", ":scheme", "https", ":path", "/"));
    }

    private static List<String> with(List<String> fields, String... more) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(Arrays.asList(more));
        return all;
    }

    @ParameterizedTest
    @MethodSource("malformedRequests")
    void refusesTheStreamOfAMalformedRequestAndNoOther(List<String> fields) throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 204 OK\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            int stream = visitor.begin(true, fields.toArray(String[]::new));
            FrameWire.Frame reset = visitor.read(stream);
            assertThat(reset.type()).isEqualTo(FrameWire.RST_STREAM);
            assertThat(reset.error()).isEqualTo(FrameWire.PROTOCOL_ERROR);
            assertThat(visitor.reply(visitor.get("/")).status()).isEqualTo(204);
            assertThat(origin.heads).hasSize(1);
        }
    }

    @Test
    void refusesABodyThatIsNotAsLongAsItSays() throws IOException {
        try (Origin origin = echo();
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire visitor = connect()) {
            int tooLong = visitor.post("content-length", "3");
            visitor.data(tooLong, "four", true);
            assertThat(visitor.read(tooLong).error()).isEqualTo(FrameWire.PROTOCOL_ERROR);
            int tooShort = visitor.post("content-length", "5");
            visitor.data(tooShort, "four", true);
            assertThat(visitor.read(tooShort).error()).isEqualTo(FrameWire.PROTOCOL_ERROR);
            int right = visitor.post("content-length", "4");
            visitor.data(right, "four", true);
            assertThat(visitor.reply(right).text()).isEqualTo("four");
        }
    }

    @Test
    void refusesTrailersThatDecideOnFraming() throws IOException {
        try (Origin origin = echo();
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire visitor = connect()) {
            for (String name : List.of("content-length", "host", ":path", "transfer-encoding")) {
                int stream = visitor.post();
                visitor.data(stream, "data", false);
                visitor.send(
                        FrameWire.HEADERS,
                        FrameWire.END_HEADERS | FrameWire.END_STREAM,
                        stream,
                        visitor.block(name, "1"));
                assertThat(visitor.read(stream).error()).isEqualTo(FrameWire.PROTOCOL_ERROR);
            }
        }
    }

    @Test
    void refusesStreamsBeyondWhatItAdvertised() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> in.read() < 0);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            for (int number = 0; number < 100; number++) {
                visitor.get("/");
            }
            int beyond = visitor.get("/");
            FrameWire.Frame frame = visitor.read(beyond);
            assertThat(frame.type()).isEqualTo(FrameWire.RST_STREAM);
            assertThat(frame.error()).isEqualTo(7);
        }
    }

    /** What a hostile client repeats (CVE-2019-9511 to 9518, CVE-2023-44487, CVE-2024-27316). */
    private interface Nuisance {
        void repeat(FrameWire visitor, int time) throws IOException;
    }

    static Stream<Nuisance> nuisances() {
        return Stream.of(
                (visitor, time) -> visitor.send(FrameWire.PING, 0, 0, new byte[8]),
                (visitor, time) -> visitor.send(FrameWire.SETTINGS, 0, 0, new byte[0]),
                (visitor, time) -> visitor.send(FrameWire.PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 1}),
                (visitor, time) -> visitor.send(200, 0, 0, new byte[1]),
                (visitor, time) -> visitor.send(FrameWire.RST_STREAM, 0, visitor.get("/"), FrameWire.number(8)),
                (visitor, time) -> visitor.get("/"),
                (visitor, time) -> {
                    if (time == 0) {
                        visitor.post();
                    }
                    visitor.send(FrameWire.DATA, 0, 1, new byte[0]);
                },
                (visitor, time) -> {
                    if (time == 0) {
                        visitor.post();
                    }
                    visitor.send(FrameWire.DATA, FrameWire.PADDED, 1, PADDING);
                },
                (visitor, time) -> {
                    if (time == 0) {
                        visitor.send(FrameWire.HEADERS, 0, visitor.nextStream(), new byte[0]);
                    }
                    visitor.send(FrameWire.CONTINUATION, 0, 1, new byte[0]);
                },
                (visitor, time) -> {
                    if (time == 0) {
                        visitor.send(FrameWire.HEADERS, 0, visitor.nextStream(), new byte[0]);
                    }
                    visitor.send(FrameWire.CONTINUATION, 0, 1, visitor.block("x-a" + time, "b".repeat(1000)));
                });
    }

    @ParameterizedTest
    @MethodSource("nuisances")
    void endsTheConnectionOfANuisance(Nuisance nuisance) throws IOException {
        try (Origin origin = new Origin((head, in, out) -> in.read() < 0);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect();
                FrameWire neighbour = connectAs("other.localhost")) {
            Origin.start(() -> repeat(nuisance, visitor));
            Eventually.within(SOON, "the connection ends", () -> isOver(visitor));
            assertThat(neighbour
                            .reply(neighbour.begin(
                                    true,
                                    ":method",
                                    "GET",
                                    ":scheme",
                                    "https",
                                    ":authority",
                                    "other.localhost",
                                    ":path",
                                    "/"))
                            .status())
                    .isEqualTo(404);
        }
    }

    private static boolean isOver(FrameWire visitor) {
        try {
            while (true) {
                if (visitor.read().type() == FrameWire.GOAWAY) {
                    return true;
                }
            }
        } catch (java.net.SocketTimeoutException notYet) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static void repeat(Nuisance nuisance, FrameWire visitor) {
        try {
            for (int time = 0; time < 100_000; time++) {
                nuisance.repeat(visitor, time);
            }
        } catch (IOException ended) {
            // As it should.
        }
    }

    @Test
    void refusesAHeaderThatRefersToItselfAgainAndAgain() throws IOException {
        try (FrameWire visitor = connect()) {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.writeBytes(visitor.block(
                    ":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/"));
            block.writeBytes(visitor.block("x-bomb", "y".repeat(3000)));
            for (int time = 0; time < 10_000; time++) {
                // The newest entry of the table (RFC 7541, 6.1).
                block.write(0x80 | 62);
            }
            int stream = visitor.nextStream();
            visitor.send(FrameWire.HEADERS, FrameWire.END_HEADERS | FrameWire.END_STREAM, stream, block.toByteArray());
            FrameWire.Frame frame = visitor.read(stream);
            if (frame.type() == FrameWire.HEADERS) {
                assertThat(visitor.decode(frame)).containsEntry(":status", "431");
            } else {
                assertThat(frame.type()).isIn(FrameWire.RST_STREAM, FrameWire.GOAWAY);
            }
        }
    }

    @Test
    void remembersLittleOfWhatItSaidWhateverTheVisitorAllows() throws IOException {
        try (Origin origin = Origin.saying("HTTP/1.1 204 OK\r\nX-Long: " + "x".repeat(8000) + "\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                FrameWire visitor = connect()) {
            visitor.send(FrameWire.SETTINGS, 0, 0, FrameWire.setting(1, 1 << 24));
            for (int time = 0; time < 3; time++) {
                FrameWire.Frame headers = visitor.read(visitor.get("/"));
                assertThat(headers.type()).isEqualTo(FrameWire.HEADERS);
                // A reference to its table would be an octet or two.
                assertThat(headers.payload()).hasSizeGreaterThan(5000);
            }
        }
    }

    @Test
    void dataAfterTheEndOfItsStreamReachNobody() throws IOException {
        try (Origin origin = echo();
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire visitor = connect();
                FrameWire neighbour = connect()) {
            int stream = visitor.post("content-length", "4");
            visitor.data(stream, "four", true);
            visitor.data(stream, "more", true);
            FrameWire.Frame frame = visitor.read(stream);
            while (frame.type() == FrameWire.HEADERS || frame.type() == FrameWire.DATA) {
                frame = visitor.read(stream);
            }
            assertThat(frame.error()).isEqualTo(FrameWire.STREAM_CLOSED);
            int other = neighbour.post("content-length", "4");
            neighbour.data(other, "four", true);
            assertThat(neighbour.reply(other).text()).isEqualTo("four");
        }
    }

    @Test
    void whoOpensNoWindowMakesRoomForWhoeverWaits() throws IOException {
        byte[] large = new byte[1 << 20];
        try (Origin origin = new Origin((head, in, out) -> {
                    int length = head.contains("/large") ? large.length : 2;
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(large, 0, length);
                    return true;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 2);
                FrameWire stalled = connect(0);
                FrameWire visitor = connect()) {
            for (int number = 0; number < 2; number++) {
                int stream = stalled.get("/large");
                assertThat(stalled.read(stream).type()).isEqualTo(FrameWire.HEADERS);
            }
            assertThat(visitor.reply(visitor.get("/")).status()).isEqualTo(200);
            assertThat(stalled.read().type()).isEqualTo(FrameWire.RST_STREAM);
        }
    }

    @Test
    void refusesAHeaderBomb() throws IOException {
        try (FrameWire visitor = connect()) {
            List<String> fields = new ArrayList<>(
                    List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/"));
            for (int field = 0; field < 2000; field++) {
                fields.add("x-bomb");
                fields.add("y".repeat(100));
            }
            int stream = visitor.begin(true, fields.toArray(String[]::new));
            FrameWire.Frame frame = visitor.read(stream);
            if (frame.type() == FrameWire.HEADERS) {
                assertThat(visitor.decode(frame)).containsEntry(":status", "431");
            } else {
                assertThat(frame.type()).isIn(FrameWire.RST_STREAM, FrameWire.GOAWAY);
            }
        }
    }

    @Test
    void refusesTooManyFields() throws IOException {
        try (FrameWire visitor = connect()) {
            List<String> fields = new ArrayList<>(
                    List.of(":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/"));
            for (int field = 0; field < 150; field++) {
                fields.add("x-" + field);
                fields.add("1");
            }
            assertThat(visitor.reply(visitor.begin(true, fields.toArray(String[]::new)))
                            .status())
                    .isEqualTo(431);
        }
    }

    /** Sends a body as far as windows allow, which it is told of by the frames that come meanwhile. */
    private static final class FlowControlled {
        final AtomicBoolean answered = new AtomicBoolean();
        private final FrameWire visitor;
        private final int stream;

        FlowControlled(FrameWire visitor, int stream) {
            this.visitor = visitor;
            this.stream = stream;
        }

        void run(int length, AtomicLong sent) {
            try {
                long window = 65_535;
                long streamWindow = 65_535;
                byte[] piece = new byte[8192];
                while (sent.get() < length) {
                    while (Math.min(window, streamWindow) < piece.length) {
                        FrameWire.Frame frame = visitor.readAny();
                        if (frame.type() == FrameWire.WINDOW_UPDATE) {
                            int more = io.netty.buffer.Unpooled.wrappedBuffer(frame.payload())
                                    .getInt(0);
                            window += frame.stream() == 0 ? more : 0;
                            streamWindow += frame.stream() == stream ? more : 0;
                        } else if (frame.type() == FrameWire.SETTINGS && frame.payload().length > 0) {
                            streamWindow += FrameWire.initialWindow(frame) - 65_535;
                        }
                    }
                    int size = (int) Math.min(piece.length, length - sent.get());
                    visitor.send(
                            FrameWire.DATA,
                            sent.get() + size == length ? FrameWire.END_STREAM : 0,
                            stream,
                            Arrays.copyOf(piece, size));
                    window -= size;
                    streamWindow -= size;
                    sent.addAndGet(size);
                }
                answered.set(visitor.reply(stream).status() == 204);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
