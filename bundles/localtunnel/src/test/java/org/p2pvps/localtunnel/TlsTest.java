package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.site.CustomDomainStore.MappedDomain;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.protocol.SessionFrame;

/** The port for TLS, as a visitor and as a stranger with bad manners see it. */
@SuppressWarnings("try") // A device is there to be there.
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        start(75);
    }

    private void start(int idleTimeout) throws IOException {
        wildcard().writeTo(folder.resolve("sites.pem"), folder.resolve("sites.key"));
        gateway = new TestGateway(Map.of(
                "certificates",
                folder.toString(),
                "waitTimeout",
                1,
                "headerTimeout",
                2,
                "idleTimeout",
                idleTimeout,
                "strictTransportSeconds",
                1000));
        Eventually.within(SOON, "the certificate is read", () -> gateway.service
                .urlOf("mysite")
                .startsWith("https:"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private TestAuthority.Issued wildcard() {
        return authority.issue("*.localhost", "localhost");
    }

    private SSLSocket connect(String serverName) throws IOException {
        return connect(serverName, "TLSv1.3", "TLSv1.2");
    }

    private SSLSocket connect(String serverName, String... protocols) throws IOException {
        try {
            return connect(authority.context(null), serverName, protocols);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private SSLSocket connect(SSLContext context, String serverName, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), gateway.tlsPort());
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        if (serverName != null) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** The first record of a session. */
    private byte[] hello(String serverName) throws IOException, GeneralSecurityException {
        SSLEngine engine = authority.context(null).createSSLEngine(serverName, 443);
        engine.setUseClientMode(true);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static Wire.Reply get(Wire visitor, String host) throws IOException {
        return visitor.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read();
    }

    private void choose(TlsMode mode, boolean redirect) throws IOException {
        gateway.choices.choose("mysite", mode, redirect);
        Eventually.within(SOON, "the choice is known", () -> {
            try (Wire visitor = new Wire(connect("other.localhost"))) {
                boolean misdirected = get(visitor, "mysite.localhost").status() == 421;
                return misdirected == (mode == TlsMode.PASS_THROUGH);
            }
        });
    }

    @Test
    void endsTlsAndTellsTheDeviceSo() throws IOException {
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = new Wire(connect("mysite.localhost"))) {
            for (int time = 0; time < 3; time++) {
                Wire.Reply reply = get(visitor, "mysite.localhost");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).contains("X-Forwarded-Proto: https\r\n", "proto=https");
                assertThat(reply.headers()).containsEntry("strict-transport-security", "max-age=1000");
            }
        }
    }

    @Test
    void refusesHostsThatTheConnectionIsNotFor() throws IOException {
        authority
                .issue("shop.example.org", "www.example.org")
                .writeTo(folder.resolve("shop.pem"), folder.resolve("shop.key"));
        Eventually.within(SOON, "the certificate is read", () -> {
            connect("shop.example.org").startHandshake();
            return true;
        });
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1)) {
            for (String serverName : List.of("shop.example.org", "nobody.localhost")) {
                boolean wildcard = serverName.endsWith("localhost");
                try (Wire visitor = new Wire(connect(serverName))) {
                    assertThat(get(visitor, "mysite.localhost").status()).isEqualTo(wildcard ? 200 : 421);
                    assertThat(get(visitor, "www.example.org").status()).isEqualTo(wildcard ? 421 : 404);
                    assertThat(get(visitor, "elsewhere.example.net").status()).isEqualTo(421);
                    assertThat(get(visitor, serverName).status()).isEqualTo(404);
                }
            }
        }
    }

    @Test
    void speaksTls12And13AndNothingOlder() throws IOException {
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1)) {
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect("mysite.localhost", protocol);
                        Wire visitor = new Wire(socket)) {
                    assertThat(get(visitor, "mysite.localhost").body()).isEqualTo("hello");
                    assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                    assertThat(socket.getSession().getCipherSuite())
                            .doesNotContain("CBC")
                            .doesNotContain("TLS_RSA");
                }
            }
        }
    }

    @Test
    void closesProperlyAfterAnAnswerThatEndsWithTheConnection() throws IOException {
        try (Origin origin = new Origin((head, in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\nuntil the end".getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = new Wire(connect("mysite.localhost"))) {
            // Without close_notify the client's readAllBytes would throw.
            assertThat(get(visitor, "mysite.localhost").body()).isEqualTo("until the end");
        }
    }

    @Test
    void answersForANameThatIsNotThereWithAPage() throws IOException {
        try (Wire visitor = new Wire(connect("nobody.localhost"))) {
            assertThat(get(visitor, "nobody.localhost").status()).isEqualTo(404);
        }
    }

    @Test
    void refusesANameWithoutACertificateUntilThereIsADefaultOne() throws IOException {
        assertThatThrownBy(() -> connect("www.example.org").startHandshake())
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
        authority.issue("anything.example").writeTo(folder.resolve("default.pem"), folder.resolve("default.key"));
        Eventually.within(SOON, "the default certificate is used", () -> {
            try (Wire visitor = new Wire(connect("www.example.org"))) {
                return get(visitor, "www.example.org").status() == 404;
            }
        });
    }

    @Test
    void servesKeysOfEveryKind() throws Exception {
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1)) {
            for (String kind : List.of("RSA", "EC", "Ed25519")) {
                TestAuthority.Issued issued =
                        authority.issue(KeyPairGenerator.getInstance(kind).generateKeyPair(), "mysite.localhost");
                issued.writeTo(folder.resolve("own.pem"), folder.resolve("own.key"));
                Eventually.within(SOON, kind + " is shown", () -> {
                    try (SSLSocket socket = connect("mysite.localhost");
                            Wire visitor = new Wire(socket)) {
                        return shown(socket).equals(issued.certificate())
                                && get(visitor, "mysite.localhost").body().equals("hello");
                    }
                });
            }
        }
    }

    @Test
    void takesUpANewCertificateAndKeepsSessionsThatAreOpen() throws IOException {
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                SSLSocket old = connect("mysite.localhost");
                Wire before = new Wire(old)) {
            assertThat(get(before, "mysite.localhost").body()).isEqualTo("hello");
            TestAuthority.Issued renewed = wildcard();
            renewed.writeTo(folder.resolve("sites.pem"), folder.resolve("sites.key"));
            Eventually.within(SOON, "the new certificate is shown", () -> {
                try (SSLSocket socket = connect("mysite.localhost")) {
                    return shown(socket).equals(renewed.certificate());
                }
            });
            assertThat(get(before, "mysite.localhost").body()).isEqualTo("hello");
        }
    }

    @Test
    void keepsTheCertificateWhenItsFilesBreak() throws IOException {
        try (SSLSocket first = connect("mysite.localhost")) {
            X509Certificate before = shown(first);
            Files.writeString(
                    folder.resolve("sites.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
            authority.issue("late.example").writeTo(folder.resolve("late.pem"), folder.resolve("late.key"));
            Eventually.within(SOON, "the folder is read again", () -> {
                try (SSLSocket socket = connect("late.example")) {
                    socket.startHandshake();
                    return true;
                }
            });
            try (SSLSocket socket = connect("mysite.localhost")) {
                assertThat(shown(socket)).isEqualTo(before);
            }
        }
    }

    @Test
    void passesASessionThroughUntouched() throws IOException, GeneralSecurityException {
        TestAuthority.Issued own = authority.issue("mysite.localhost");
        choose(TlsMode.PASS_THROUGH, false);
        try (SecureOrigin origin = new SecureOrigin(authority.context(own));
                TestDevice device = device(origin.port(), 4)) {
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect("mysite.localhost", protocol);
                        Wire visitor = new Wire(socket)) {
                    assertThat(shown(socket)).isEqualTo(own.certificate());
                    byte[] large = new byte[3 << 20];
                    new java.util.Random(1).nextBytes(large);
                    Origin.start(() -> write(socket, large));
                    assertThat(visitor.in().readNBytes(large.length)).isEqualTo(large);
                }
            }
        }
    }

    @Test
    void carriesOneSessionAfterTheOtherAndThenRequestsOverOneDataConnection() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        try (Origin plain = Origin.saying(HELLO);
                SecureOrigin secure = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(plain.port(), secure.port(), 1)) {
            for (int time = 0; time < 5; time++) {
                try (Wire session = new Wire(connect("mysite.localhost"))) {
                    assertThat(session.send("hi " + time + "\n").line()).isEqualTo("hi " + time);
                }
            }
            try (Wire visitor = gateway.visit()) {
                assertThat(visitor.get("/").body()).isEqualTo("hello");
            }
            assertThat(device.connections).hasValue(1);
        }
    }

    @Test
    void aVisitorWhoLeavesInTheMiddleDoesNotDisturbTheNext() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        try (SecureOrigin secure = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(secure.port(), 1)) {
            for (int time = 0; time < 3; time++) {
                Wire leaver = new Wire(connect("mysite.localhost"));
                leaver.send("x".repeat(1 << 20) + "\n");
                leaver.in().readNBytes(1000);
                leaver.close();
                Eventually.within(SOON, "the connection carries another", () -> {
                    try (Wire session = new Wire(connect("mysite.localhost"))) {
                        return session.send("hi\n").line().equals("hi");
                    }
                });
            }
            assertThat(device.connections).hasValue(1);
        }
    }

    @Test
    void closesTheDataConnectionOfADeviceThatBreaksTheFrames() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
        byte[][] answers = {{7, 0, 1, 0}, {2, 0, 5}, {1, 0, 1, 21, 9, 0, 0}, {2, 0, 0, 1}};
        for (byte[] answer : answers) {
            try (Socket device = TestDevice.connect(grant);
                    SSLSocket visitor = connect("mysite.localhost")) {
                Origin.start(() -> shakeHandsInVain(visitor));
                assertThat(device.getInputStream().read()).isEqualTo(SessionFrame.BYTES);
                device.getOutputStream().write(answer);
                assertThat(isClosed(device))
                        .as("after %s", Arrays.toString(answer))
                        .isTrue();
            }
        }
    }

    @Test
    void serves50SessionsAtOnceThroughADeviceThatReplacesItsSockets() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        try (SecureOrigin origin = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(origin.port(), 50)) {
            List<Wire> visitors = new ArrayList<>();
            for (int visitor = 0; visitor < 50; visitor++) {
                visitors.add(new Wire(connect("mysite.localhost")));
                visitors.get(visitor).send("visitor " + visitor + "\n");
            }
            for (int visitor = 0; visitor < 50; visitor++) {
                assertThat(visitors.get(visitor).line()).isEqualTo("visitor " + visitor);
                visitors.get(visitor).close();
            }
        }
    }

    @Test
    void findsAFreshSocketForASessionAfterAllHaveServedRequests() throws Exception {
        try (Origin plain = Origin.saying(HELLO);
                SecureOrigin secure = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = new TestDevice(
                        TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN), plain.port(), secure.port(), 1);
                Wire visitor = gateway.visit()) {
            assertThat(visitor.get("/").status()).isEqualTo(200);
            choose(TlsMode.PASS_THROUGH, false);
            try (Wire session = new Wire(connect("mysite.localhost"))) {
                assertThat(session.send("hi\n").line()).isEqualTo("hi");
            }
            assertThat(visitor.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void tellsASessionThatNothingListensFor() throws IOException {
        choose(TlsMode.PASS_THROUGH, false);
        try (TestDevice device = device(TestGateway.freePort(), 2)) {
            assertThatThrownBy(() -> connect("mysite.localhost").startHandshake())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("internal_error");
        }
    }

    @Test
    void cutsASessionThatPassesThroughWhenTheLeaseEnds() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        try (SecureOrigin origin = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(origin.port(), 2);
                Wire session = new Wire(connect("mysite.localhost"))) {
            assertThat(session.send("hi\n").line()).isEqualTo("hi");
            gateway.release();
            assertThat(session.isCut()).isTrue();
        }
    }

    @Test
    void cutsASessionThatEndsNoHandshake() throws Exception {
        choose(TlsMode.PASS_THROUGH, false);
        try (SecureOrigin origin = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(origin.port(), 2);
                Wire silent = new Wire(gateway.tlsPort())) {
            silent.out().write(hello("mysite.localhost"));
            assertThat(silent.in().read()).isEqualTo(22);
            assertThat(silent.isCut()).isTrue();
        }
    }

    @Test
    void idleSessionsMakeRoomInASiteThatIsFull() throws Exception {
        gateway.close();
        start(3);
        choose(TlsMode.PASS_THROUGH, false);
        List<Wire> idle = new ArrayList<>();
        try (SecureOrigin origin = new SecureOrigin(authority.context(authority.issue("mysite.localhost")));
                TestDevice device = device(origin.port(), 130)) {
            for (int session = 0; session < 127; session++) {
                idle.add(new Wire(connect("mysite.localhost")));
                assertThat(idle.get(session).send("hi\n").line()).isEqualTo("hi");
            }
            // However long that took: none is idle when the last one comes.
            for (Wire wire : idle) {
                assertThat(wire.send("still\n").line()).isEqualTo("still");
            }
            idle.add(new Wire(connect("mysite.localhost")));
            assertThat(idle.get(127).send("hi\n").line()).isEqualTo("hi");
            assertThatThrownBy(() -> connect("mysite.localhost").startHandshake())
                    .hasMessageContaining("internal_error");
            Eventually.within(SOON, "there is room", () -> {
                try (Wire late = new Wire(connect("mysite.localhost"))) {
                    return late.send("late\n").line().equals("late");
                }
            });
        } finally {
            for (Wire wire : idle) {
                wire.close();
            }
        }
    }

    @Test
    void redirectsVisitorsWithoutTlsWhereTheRenterWantsThat() throws IOException {
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = gateway.visit()) {
            assertThat(visitor.get("/").status()).isEqualTo(200);
            gateway.choices.choose("mysite", TlsMode.TERMINATE, true);
            Eventually.within(
                    SOON, "the choice is known", () -> visitor.get("/").status() == 308);
            Wire.Reply moved = visitor.get("/a/b?c=d");
            assertThat(moved.headers())
                    .containsEntry("location", "https://mysite.localhost:" + gateway.tlsPort() + "/a/b?c=d");
            assertThat(visitor.get("/.well-known/acme-challenge/token").status())
                    .isEqualTo(200);
            try (Wire secure = new Wire(connect("mysite.localhost"))) {
                assertThat(get(secure, "mysite.localhost").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void servesARentersOwnDomain() throws IOException {
        authority.issue("www.example.org").writeTo(folder.resolve("own.pem"), folder.resolve("own.key"));
        gateway.choices.mapped.add(new MappedDomain("www.example.org", "mysite"));
        try (Origin origin = Origin.mirror();
                TestDevice device = new TestDevice(gateway, origin.port(), 2)) {
            Eventually.within(SOON, "the domain is served", () -> {
                try (Wire visitor = new Wire(connect("www.example.org"))) {
                    return get(visitor, "www.example.org").body().contains("Host: www.example.org\r\n");
                }
            });
            try (Wire visitor = gateway.visit()) {
                assertThat(get(visitor, "www.example.org").status()).isEqualTo(200);
                assertThat(get(visitor, "example.org").status()).isEqualTo(404);
                gateway.choices.mapped.clear();
                Eventually.within(
                        SOON,
                        "the domain is gone",
                        () -> get(visitor, "www.example.org").status() == 404);
            }
        }
    }

    @Test
    void refusesWhatIsNotTls() throws IOException {
        try (Wire stranger = new Wire(gateway.tlsPort())) {
            stranger.send("GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n");
            assertThat(stranger.in().readNBytes(7)).isEqualTo(new byte[] {21, 3, 3, 0, 2, 2, 10});
            assertThat(stranger.isCut()).isTrue();
        }
    }

    @Test
    void closesOnAHelloThatDoesNotEnd() throws IOException {
        try (Wire stranger = new Wire(gateway.tlsPort())) {
            stranger.out().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
            long start = System.nanoTime();
            assertThat(stranger.isCut()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void bearsAFloodOfHalfHellosBesideAVisitor() throws IOException {
        List<Socket> flood = new ArrayList<>();
        try (Origin origin = Origin.saying(HELLO);
                TestDevice device = new TestDevice(gateway, origin.port(), 1);
                Wire visitor = new Wire(connect("mysite.localhost"))) {
            assertThat(get(visitor, "mysite.localhost").body()).isEqualTo("hello");
            for (int stranger = 0; stranger < 1500; stranger++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.tlsPort());
                flood.add(socket);
                socket.getOutputStream().write(22);
            }
            assertThat(get(visitor, "mysite.localhost").body()).isEqualTo("hello");
            Eventually.within(SOON, "there is room again", () -> {
                try (Wire late = new Wire(connect("mysite.localhost"))) {
                    return get(late, "mysite.localhost").status() == 200;
                }
            });
        } finally {
            for (Socket socket : flood) {
                socket.close();
            }
        }
    }

    private TestDevice device(int secureOrigin, int sockets) throws IOException {
        return device(1, secureOrigin, sockets);
    }

    private TestDevice device(int origin, int secureOrigin, int sockets) throws IOException {
        return new TestDevice(TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN), origin, secureOrigin, sockets);
    }

    private static void shakeHandsInVain(SSLSocket visitor) {
        assertThatThrownBy(visitor::startHandshake).isInstanceOf(IOException.class);
    }

    private static boolean isClosed(Socket device) throws IOException {
        try {
            device.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Stands for port 443 in the container: echoes what it decrypts. */
    private static final class SecureOrigin implements AutoCloseable {
        private final java.net.ServerSocket server;

        SecureOrigin(SSLContext context) throws IOException {
            server = context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
            Origin.start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Origin.start(() -> echo(socket));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private static void echo(Socket socket) {
            try (socket;
                    InputStream in = socket.getInputStream()) {
                in.transferTo(socket.getOutputStream());
            } catch (IOException cut) {
                // As it may.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
