package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as the RFCs have them, and what of them the device sees. What is to be refused has a test of its own. */
class RequestConformanceTest {
    private static final String HOST = "Host: mysite.localhost\r\n";
    private static final String GET = "GET / HTTP/1.1\r\n" + HOST;
    private static final String POST = "POST / HTTP/1.1\r\n" + HOST;

    private static TestGateway gateway;
    private static Origin origin;
    private static TestDevice device;

    /**
     * @param section of the RFC that says so
     * @param seen must be in what the device gets
     * @param unseen must not
     */
    record Case(String section, String request, List<String> seen, List<String> unseen) {
        Case seeing(String... texts) {
            return new Case(section, request, List.of(texts), unseen);
        }

        Case hiding(String... texts) {
            return new Case(section, request, seen, List.of(texts));
        }

        @Override
        public String toString() {
            return section + ": " + request.replace("\r\n", "⏎");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway(Map.of());
        origin = new Origin(RequestConformanceTest::repeat);
        device = new TestDevice(gateway, origin.port(), 2);
        Eventually.within(
                Duration.ofSeconds(5),
                "the site works",
                () -> gateway.visit().get("/").status() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        device.close();
        origin.close();
        gateway.close();
    }

    static Stream<Case> requests() {
        return Stream.of(
                // The request line
                of("9112 2.2, one empty line before", "\r\n" + GET + "\r\n").seeing("GET / HTTP/1.1\r\n"),
                of("9112 3.1, methods keep their case", "get / HTTP/1.1\r\n" + HOST + "\r\n")
                        .seeing("get / HTTP/1.1\r\n"),
                of("9110 9.1, methods that nobody knows", "BREW /pot HTTP/1.1\r\n" + HOST + "\r\n")
                        .seeing("BREW /pot HTTP/1.1\r\n"),
                of("9112 3.2.1", "GET /a%2Fb/../%00?x=%23&&;=[]{}|\"<>^` HTTP/1.1\r\n" + HOST + "\r\n")
                        .seeing("GET /a%2Fb/../%00?x=%23&&;=[]{}|\"<>^` HTTP/1.1\r\n"),
                of("9112 3.2.1, no merging of slashes", "GET //a//b/ HTTP/1.1\r\n" + HOST + "\r\n")
                        .seeing("GET //a//b/ HTTP/1.1\r\n"),
                of("9112 3.2.2", "GET http://mysite.localhost/x?y HTTP/1.1\r\nHost: elsewhere\r\n\r\n")
                        .seeing("GET /x?y HTTP/1.1\r\nHost: mysite.localhost\r\n")
                        .hiding("elsewhere"),
                of("9112 3.2.2, the other scheme", "GET https://mysite.localhost/x HTTP/1.1\r\nHost: elsewhere\r\n\r\n")
                        .seeing("GET /x HTTP/1.1\r\nHost: mysite.localhost\r\n", "X-Forwarded-Proto: http\r\n"),
                of("9112 3.2.2, no path", "GET HTTP://MySite.Localhost:80 HTTP/1.1\r\nHost: x\r\n\r\n")
                        .seeing("GET / HTTP/1.1\r\nHost: mysite.localhost:80\r\n"),
                of("9112 3.2.2, no path but a query", "GET http://mysite.localhost?a=/ HTTP/1.1\r\nHost: x\r\n\r\n")
                        .seeing("GET /?a=/ HTTP/1.1\r\nHost: mysite.localhost\r\n"),
                of("9112 3.2.4", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n").seeing("OPTIONS * HTTP/1.1\r\n"),
                of("9112 3.2.4, absolute", "OPTIONS http://mysite.localhost HTTP/1.1\r\nHost: x\r\n\r\n")
                        .seeing("OPTIONS * HTTP/1.1\r\nHost: mysite.localhost\r\n"),
                // The host
                of("9110 7.2, with a port", "GET / HTTP/1.1\r\nHost: MYSITE.localhost:8088\r\n\r\n")
                        .seeing("Host: mysite.localhost:8088\r\n", "X-Forwarded-Host: mysite.localhost:8088\r\n"),
                of("9110 7.2, with the root's dot", "GET / HTTP/1.1\r\nHost: mysite.localhost.\r\n\r\n")
                        .seeing("Host: mysite.localhost.\r\n"),
                of("9112 3.2, the host comes first", "GET / HTTP/1.1\r\nX-A: 1\r\n" + HOST + "\r\n")
                        .seeing("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nX-A: 1\r\n"),
                // Fields
                of("9112 5.1, blanks around a value", GET + "X-A:1\r\nX-B: \t 2 \t \r\nX-C:\r\n\r\n")
                        .seeing("X-A: 1\r\n", "X-B: 2\r\n", "X-C: \r\n"),
                of("9110 5.3, order and repetition", GET + "X-A: 1\r\nX-B: 2\r\nx-a: 3\r\n\r\n")
                        .seeing("X-A: 1\r\nX-B: 2\r\nx-a: 3\r\n"),
                of("9110 5.5, obs-text as it came", GET + "X-A: caf\u00e9 \u00ff\r\n\r\n")
                        .seeing("X-A: caf\u00e9 \u00ff\r\n"),
                of("9110 5.6.2, names of odd characters", GET + "!#$%&'*+-.^_`|~9: 1\r\n\r\n")
                        .seeing("!#$%&'*+-.^_`|~9: 1\r\n"),
                of("9110 5.6.4, colons and quotes in values", GET + "X-A: \"a:b\\\"c\"\r\n\r\n")
                        .seeing("X-A: \"a:b\\\"c\"\r\n"),
                // Connections
                of("9110 7.6.1", GET + "Connection: X-A , keep-alive,,\r\nX-A: 1\r\nX-B: 2\r\n\r\n")
                        .seeing("X-B: 2\r\n")
                        .hiding("X-A", "Connection:", "keep-alive"),
                of("9110 7.6.1, two fields", GET + "connection: x-a\r\nConnection: X-B\r\nX-A: 1\r\nX-B: 2\r\n\r\n")
                        .hiding("X-A", "X-B"),
                of(
                                "9110 7.6.1, the known ones",
                                GET + "Keep-Alive: 5\r\n"
                                        + "Proxy-Connection: x\r\n"
                                        + "TE: gzip\r\n"
                                        + "Proxy-Authorization: Basic eA==\r\n"
                                        + "Proxy-Authenticate: x\r\n"
                                        + "Upgrade: foo\r\n\r\n")
                        .hiding("Keep-Alive", "Proxy-", "TE:", "Upgrade"),
                of(
                                "9110 7.6.1, not what the next hop needs",
                                POST + "Connection: Host, Expect, Content-Length\r\n" + "Content-Length: 2\r\n\r\nhi")
                        .seeing("Host: mysite.localhost\r\n", "Content-Length: 2\r\n", "\r\n\r\nhi"),
                of(
                                "7239 8.1",
                                GET + "Forwarded: for=6.6.6.6\r\nforwarded: by=x\r\nX-FORWARDED-FOR: 6.6.6.6\r\n"
                                        + "X-Forwarded-Port: 1\r\nX-Real-Ip: 6.6.6.6\r\n\r\n")
                        .seeing("Forwarded: for=127.0.0.1;host=\"mysite.localhost\";proto=http\r\n")
                        .hiding("6.6.6.6", "by=x", "X-Forwarded-Port"),
                of("7239 8.1, named as an option", GET + "Connection: X-Forwarded-For, Forwarded\r\n\r\n")
                        .seeing("X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1;"),
                of(
                                "9110 7.8, never to another HTTP",
                                GET + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                        + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
                        .hiding("Upgrade", "h2c", "HTTP2-Settings"),
                of("9110 7.8, not even beside another", GET + "Connection: Upgrade\r\nUpgrade: websocket, H2C\r\n\r\n")
                        .hiding("Upgrade", "H2C"),
                of("2817", GET + "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n")
                        .hiding("Upgrade", "TLS"),
                // Bodies
                of("9112 6.2", POST + "Content-Length: 5\r\n\r\nhello")
                        .seeing("Content-Length: 5\r\n", "\r\n\r\nhello"),
                of("9112 6.2, leading zeros", POST + "Content-Length: 0005\r\n\r\nhello")
                        .seeing("Content-Length: 5\r\n", "\r\n\r\nhello"),
                of("9110 8.6, none", POST + "Content-Length: 0\r\n\r\n").seeing("Content-Length: 0\r\n"),
                of("9112 6.3, no body", POST + "\r\n").hiding("Content-Length", "Transfer-Encoding"),
                of("9110 9.3.1, a body with GET", GET + "Content-Length: 2\r\n\r\nhi")
                        .seeing("\r\n\r\nhi"),
                of("9112 6.1, the coding's case", POST + "Transfer-Encoding: Chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")
                        .seeing("Transfer-Encoding: chunked\r\n", "\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
                of(
                                "9112 7.1",
                                POST
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + "000A\r\n"
                                        + "0123456789\r\n"
                                        + "a\r\n"
                                        + "0123456789\r\n"
                                        + "0\r\n\r\n")
                        .seeing("000A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
                of("9112 7.1.1", POST + "Transfer-Encoding: chunked\r\n\r\n2;a;b=\"c d\"\r\nhi\r\n0;e\r\n\r\n")
                        .seeing("hi\r\n0"),
                of(
                                "9112 7.1.2",
                                POST
                                        + "Trailer: X-Sum\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + "2\r\n"
                                        + "hi\r\n"
                                        + "0\r\n"
                                        + "X-Sum: 1\r\n\r\n")
                        .seeing("Trailer: X-Sum\r\n", "0\r\nX-Sum: 1\r\n\r\n"),
                of("9110 10.1.1, what it expects", POST + "Expect: 200-ok\r\nContent-Length: 2\r\n\r\nhi")
                        .seeing("Expect: 200-ok\r\n"),
                of(
                                "9110 12.5.3 and 14.2",
                                GET + "Accept-Encoding: br;q=1\r\nRange: bytes=0-4,-1\r\nIf-Range: \"x\"\r\n\r\n")
                        .seeing("Accept-Encoding: br;q=1\r\n", "Range: bytes=0-4,-1\r\n", "If-Range: \"x\"\r\n"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void reachesTheDeviceAsItShould(Case wanted) throws IOException {
        try (Wire wire = gateway.visit()) {
            Wire.Reply reply = wire.send(wanted.request()).read();

            assertThat(reply.status()).isEqualTo(200);
            wanted.seen().forEach(text -> assertThat(reply.body()).contains(text));
            wanted.unseen().forEach(text -> assertThat(reply.body()).doesNotContainIgnoringCase(text));
            assertThat(wire.get("/next").body()).as("the connection serves on").startsWith("GET /next ");
        }
    }

    static Stream<Case> refused() {
        return Stream.of(
                of("400, 9112 2.2, two empty lines", "\r\n\r\n" + GET + "\r\n"),
                of("400, 9112 3, nothing but a line", "\r\n \r\n\r\n"),
                of("400, 9112 3.2, a fragment", "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2.1, a blank in the target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2.3, authority", "GET mysite.localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                of("405, 9110 9.3.6", "CONNECT mysite.localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2.2, a user", "GET http://me@mysite.localhost/ HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2.2, no host", "GET http:///x HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2.2, other schemes", "GET ftp://mysite.localhost/ HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 3.2, absolute without Host", "GET http://mysite.localhost/ HTTP/1.1\r\n\r\n"),
                of("400, 9112 3.2, HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n"),
                of("400, 9112 3.2, a port of letters", "GET / HTTP/1.1\r\nHost: mysite.localhost:http\r\n\r\n"),
                of("400, 9112 3.2, an empty port", "GET / HTTP/1.1\r\nHost: mysite.localhost:\r\n\r\n"),
                of("400, 9112 3.2, half an address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
                of("400, 9112 3.2, text after an address", "GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n"),
                of("505, 9110 2.5", "GET / HTTP/3.0\r\n" + HOST + "\r\n"),
                of("505, 9112 2.3", "GET / HTTP/1.10\r\n" + HOST + "\r\n"),
                of("400, 9112 3, HTTP/0.9", "GET /\r\n\r\n"),
                of("405, 9110 9.3.8", "TRACE / HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9112 5.2", GET + "X-A: 1\r\n\tfolded\r\n\r\n"),
                of("400, 9112 2.2, a bare CR", GET + "X-A: 1\r2\r\n\r\n"),
                of("400, 9112 2.2, bare LFs", "GET / HTTP/1.1\nHost: mysite.localhost\n\n"),
                of("400, 9110 5.5, a delete", GET + "X-A: \u007f\r\n\r\n"),
                of("400, 9110 5.1, a name of obs-text", GET + "X-\u00e4: 1\r\n\r\n"),
                of("431, 9110 5.4, a field without end", GET + "X-A: " + "a".repeat(40_000)),
                of("431, 6585 5, fields without end", GET + "A:\r\n".repeat(101) + "\r\n"),
                of("414, 9110 15.5.15", "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                of("400, 9110 9.1, a method without end", "A".repeat(40) + " / HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(Case wanted) throws IOException {
        int before = origin.heads.size();
        try (Wire wire = gateway.visit()) {
            Wire.Reply reply = wire.send(wanted.request()).read();

            assertThat(Integer.toString(reply.status()))
                    .isEqualTo(wanted.section().substring(0, 3));
            assertThat(reply.headers()).containsEntry("connection", "close");
            assertThat(wire.isCut()).isTrue();
        }
        assertThat(origin.heads).hasSize(before);
    }

    @Test
    void tellsWhichMethodsThereAre() throws IOException {
        for (String method : List.of("TRACE / ", "CONNECT mysite.localhost:80 ")) {
            try (Wire wire = gateway.visit()) {
                Wire.Reply reply =
                        wire.send(method + "HTTP/1.1\r\n" + HOST + "\r\n").read();
                assertThat(reply.status()).isEqualTo(405);
                assertThat(reply.headers().get("allow")).contains("GET", "POST").doesNotContain("TRACE", "CONNECT");
            }
        }
    }

    @Test
    void tellsWhatIsWrongInTheFormThatIsAskedFor() throws IOException {
        for (String request : List.of(
                "TRACE / HTTP/1.1\r\n" + HOST,
                "CONNECT mysite.localhost:80 HTTP/1.1\r\n" + HOST,
                "GET / HTTP/1.1\r\n" + HOST + HOST,
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n")) {
            assertThat(typeOfAnswer(request, "application/json")).isEqualTo("application/problem+json");
            assertThat(typeOfAnswer(request, "text/html,*/*")).isEqualTo("text/html; charset=utf-8");
            assertThat(typeOfAnswer(request, "*/*")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    private String typeOfAnswer(String request, String accepted) throws IOException {
        try (Wire wire = gateway.visit()) {
            return wire.send(request + "Accept: " + accepted + "\r\n\r\n")
                    .read()
                    .headers()
                    .get("content-type");
        }
    }

    /** 9113 3.4 and 7: no SETTINGS but the obligatory ones, then GOAWAY, since HTTP/1.1 is required without TLS. */
    @Test
    void refusesHttp2WithoutTlsInItsOwnWords() throws IOException {
        try (Wire wire = gateway.visit()) {
            wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
            assertThat(wire.in().readAllBytes())
                    .containsExactly(0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13);
        }
    }

    private static Case of(String section, String request) {
        return new Case(section, request, List.of(), List.of());
    }

    /** Answers with the request as it came, body and framing included. */
    private static boolean repeat(String head, InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (head.contains("Transfer-Encoding: chunked\r\n")) {
            readUntil(in, request, "\r\n0\r\n\r\n", "\r\n0;e\r\n\r\n", "X-Sum: 1\r\n\r\n");
        } else if (head.contains("Content-Length: ")) {
            int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+)\r\n.*", "$1"));
            request.write(in.readNBytes(length));
        }
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + request.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(request.toByteArray());
        return true;
    }

    private static void readUntil(InputStream in, ByteArrayOutputStream request, String... ends) throws IOException {
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            request.write(octet);
            String text = request.toString(StandardCharsets.ISO_8859_1);
            if (Arrays.stream(ends).anyMatch(text::endsWith)) {
                return;
            }
        }
    }
}
