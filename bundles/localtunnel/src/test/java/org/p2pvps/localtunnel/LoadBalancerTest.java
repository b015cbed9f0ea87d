package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Visitors whom a load balancer passes on: it says for whom it stands, and only it is believed. */
@SuppressWarnings("try") // A device is there to be there.
class LoadBalancerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BALANCER = "127.0.0.9";
    private static final String GET = "GET / HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n";
    private static final String LINE = "PROXY TCP4 203.0.113.7 198.51.100.1 4711 80\r\n";

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority();
    private TestGateway gateway;
    private Origin origin;
    private TestDevice device;

    @BeforeEach
    void start() throws IOException {
        authority.issue("*.localhost").writeTo(folder.resolve("sites.pem"), folder.resolve("sites.key"));
        gateway = new TestGateway(Map.of(
                "proxies", "192.0.2.0/24, " + BALANCER, "visitorsPerAddress", 2, "certificates", folder.toString()));
        origin = Origin.mirror();
        device = new TestDevice(gateway, origin.port(), 4);
        Eventually.within(SOON, "the certificate is read", () -> gateway.service
                .urlOf("mysite")
                .startsWith("https:"));
    }

    @AfterEach
    void stop() throws IOException {
        device.close();
        origin.close();
        gateway.close();
    }

    private static Socket from(String address, int port, byte[] said) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(said);
        return socket;
    }

    private Wire from(String address, String said) throws IOException {
        return new Wire(from(address, gateway.port(), said.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private SSLSocket secure(String protocol) throws IOException, GeneralSecurityException {
        Socket plain = from(BALANCER, gateway.tlsPort(), LINE.getBytes(StandardCharsets.US_ASCII));
        SSLSocket socket = (SSLSocket)
                authority.context(null).getSocketFactory().createSocket(plain, "mysite.localhost", 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("mysite.localhost")));
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PROXY TCP4 203.0.113.7 198.51.100.1 4711 80           | 203.0.113.7   | for=203.0.113.7;
            PROXY TCP6 2001:db8:0::7 2001:db8::1 4711 80          | 2001:db8::7   | for="[2001:db8::7]";
            PROXY TCP6 ::ffff:203.0.113.7 2001:db8::1 4711 80     | 203.0.113.7   | for=203.0.113.7;
            PROXY UNKNOWN                                         | 127.0.0.9     | for=127.0.0.9;
            """)
    void deviceIsToldWhomTheLoadBalancerNames(String line, String address, String forwarded) throws IOException {
        try (Wire visitor = from(BALANCER, line + "\r\n" + GET)) {
            assertThat(visitor.read().body())
                    .contains("X-Forwarded-For: " + address + "\r\n", "Forwarded: " + forwarded);
            assertThat(visitor.get("/").body()).contains("X-Forwarded-For: " + address + "\r\n");
        }
    }

    @Test
    void theSecondVersionMayComeInPieces() throws IOException {
        String header = "0d0a0d0a000d0a515549540a" + "2111000fc0000207c6336401" + "12670050" + "040000";
        byte[] bytes = HexFormat.of().parseHex(header);
        try (Wire visitor = from(BALANCER, "")) {
            for (byte each : bytes) {
                visitor.out().write(each);
            }
            assertThat(visitor.get("/").body()).contains("X-Forwarded-For: 192.0.2.7\r\n");
        }
    }

    @Test
    void holdsForTlsAndForHttp2() throws Exception {
        try (Wire visitor = new Wire(secure("http/1.1"))) {
            assertThat(visitor.get("/").body()).contains("X-Forwarded-For: 203.0.113.7\r\n");
        }
        try (FrameWire visitor = new FrameWire(secure("h2"), 65_535)) {
            assertThat(visitor.reply(visitor.get("/")).text()).contains("X-Forwarded-For: 203.0.113.7\r\n");
        }
    }

    @Test
    void placesAreCountedByTheAddressThatIsTold() throws IOException {
        try (Wire one = from(BALANCER, LINE);
                Wire two = from(BALANCER, LINE);
                Wire other = from(BALANCER, LINE.replace(".7 ", ".8 "))) {
            assertThat(one.get("/").status()).isEqualTo(200);
            assertThat(two.get("/").status()).isEqualTo(200);
            try (Wire three = from(BALANCER, LINE)) {
                assertThat(three.read().status()).isEqualTo(429);
            }
            assertThat(other.get("/").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.0.0.8"})
    void nobodyElseIsBelieved(String address) throws IOException {
        String second = "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f\300\0\u0002\u0007\306\u0033\u0064\1\0\1\0\2";
        for (String header : List.of(LINE, second)) {
            try (Wire visitor = from(address, header + GET)) {
                assertThat(visitor.read().status()).isEqualTo(400);
                assertThat(visitor.isCut()).isTrue();
            }
        }
        assertThat(origin.heads).isEmpty();
        try (Wire visitor = from(address, GET)) {
            assertThat(visitor.read().body()).contains("X-Forwarded-For: " + address + "\r\n");
        }
    }

    @Test
    void aLoadBalancerThatDoesNotSayIsCut() throws IOException {
        try (Wire silent = from(BALANCER, "PROX");
                Wire other = from(BALANCER, GET);
                Wire twice = from(BALANCER, LINE + LINE + GET)) {
            assertThat(other.isCut()).isTrue();
            // The second is the visitor's own speech.
            assertThat(twice.read().status()).isEqualTo(400);
            assertThat(silent.isCut()).isTrue();
        }
        assertThat(origin.heads).isEmpty();
    }
}
