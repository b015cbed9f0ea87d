package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.tunnel.WebGateway.SecurePort;

/** The data port with TLS, as our agent uses it. */
class DataTlsTest {
    private static final String ASK =
            "GET /mysite HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestGateway.TOKEN + "\r\n\r\n";

    @TempDir
    Path folder;

    private TestGateway gateway(DataEncryption encryption) throws IOException {
        return new TestGateway(Map.of(
                "dataEncryption",
                encryption,
                "dataKey",
                folder.resolve("keys/data.pem").toString()));
    }

    /** Trusts anybody: the test looks at the key itself. */
    private static SSLSocket connect(SecurePort port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port.port());
            socket.setSoTimeout(10_000);
            byte[] key =
                    socket.getSession().getPeerCertificates()[0].getPublicKey().getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            assertThat(Base64.getEncoder().encodeToString(digest)).isEqualTo(port.key());
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static SecurePort port(TestGateway gateway) {
        return gateway.service.securePort().orElseThrow();
    }

    private static String preface(TestGateway gateway) throws IOException {
        try (Wire desk = new Wire(connect(port(gateway)))) {
            return desk.send(ASK).read().body().replaceAll(".*\"preface\":\"([0-9a-f]{64})\".*", "$1");
        }
    }

    @Test
    void givesTheNameAndCarriesRequestsWhereNobodyReadsThem() throws Exception {
        try (TestGateway gateway = gateway(DataEncryption.REQUIRED);
                Wire device = new Wire(connect(port(gateway)))) {
            device.send(preface(gateway) + "\n");
            for (int time = 0; time < 3; time++) {
                CompletableFuture<Wire.Reply> reply = CompletableFuture.supplyAsync(() -> visit(gateway));
                assertThat(device.line()).isEqualTo("GET /secret HTTP/1.1");
                device.headers();
                device.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nanswer");
                assertThat(reply.get().body()).isEqualTo("answer");
            }
        }
    }

    private static Wire.Reply visit(TestGateway gateway) {
        try (Wire visitor = gateway.visit()) {
            return visitor.get("/secret");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesDataInTheClearWhereTlsIsRequired() throws IOException {
        try (TestGateway gateway = gateway(DataEncryption.REQUIRED);
                Wire device = new Wire(new Socket(
                        InetAddress.getLoopbackAddress(), port(gateway).port()))) {
            device.send(preface(gateway) + "\n");
            assertThat(device.isCut()).isTrue();
        }
    }

    @Test
    void takesDataInTheClearWhereTlsIsOffered() throws IOException {
        try (TestGateway gateway = gateway(DataEncryption.OFFERED);
                Origin origin = Origin.saying("HTTP/1.1 204 OK\r\n\r\n");
                TestDevice device = new TestDevice(gateway, origin.port(), 1)) {
            assertThat(device.grant.preface()).isNotNull();
            assertThat(visit(gateway).status()).isEqualTo(204);
        }
    }

    @Test
    void closesOnAWrongPrefaceUnderTls() throws IOException {
        try (TestGateway gateway = gateway(DataEncryption.OFFERED);
                Wire stranger = new Wire(connect(port(gateway)))) {
            stranger.send("0".repeat(64) + "\n");
            assertThat(stranger.isCut()).isTrue();
        }
    }

    @Test
    void answersNoRequestsForNamesInTheClearOnTheDataPort() throws IOException {
        try (TestGateway gateway = gateway(DataEncryption.OFFERED);
                Wire stranger = new Wire(new Socket(
                        InetAddress.getLoopbackAddress(), port(gateway).port()))) {
            stranger.out().write(ASK.getBytes(StandardCharsets.US_ASCII));
            assertThat(stranger.isCut()).isTrue();
        }
    }

    @Test
    void keepsItsKeyAndKeepsItSecret() throws IOException {
        String key;
        try (TestGateway gateway = gateway(DataEncryption.OFFERED)) {
            key = port(gateway).key();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/data.pem"))))
                .isEqualTo("rw-------");
        try (TestGateway gateway = gateway(DataEncryption.OFFERED)) {
            assertThat(port(gateway).key()).isEqualTo(key);
        }
    }

    @Test
    void offersNothingWhereItIsOff() throws IOException {
        try (TestGateway gateway = gateway(DataEncryption.OFF)) {
            assertThat(gateway.service.securePort()).isEmpty();
        }
    }
}
