package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.Secret;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonCredential;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;
import org.p2pvps.openbazaar.daemon.DaemonHttp;
import org.p2pvps.openbazaar.daemon.DaemonSettings;
import org.p2pvps.openbazaar.daemon.Dialect;
import org.p2pvps.openbazaar.daemon.WakeUpCalls;
import org.p2pvps.openbazaar.standin.StandIn;

/** Who gets to the daemon, by which way, and what nobody ever sees of it. */
class DoorTest {
    private static final String PASSWORD = "correct horse 9! \u00e4";
    private static final String COOKIE = "3nVAg7wSoYMHPLqKzLbiYDWkbGRC1jfeRMYXwgTHmu5F";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final List<StandIn> daemons = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (StandIn daemon : daemons) {
            daemon.close();
        }
    }

    @Test
    void speaksToThePinnedCertificateWhateverItsName() throws Exception {
        Certificate certificate = new Certificate("right", "-1H", 30);
        StandIn standIn = secure(certificate);

        assertThat(daemon(standIn, certificate.pin(), Map.of()).identity().coins())
                .containsExactly("TBTC");
    }

    @Test
    void speaksToThePinnedCertificateThoughItsTimeIsUp() throws Exception {
        Certificate certificate = new Certificate("old", "-30d", 10);
        StandIn standIn = secure(certificate);

        assertThat(daemon(standIn, certificate.pin(), Map.of()).identity().coins())
                .containsExactly("TBTC");
    }

    @Test
    void tellsAnotherCertificateNothingAndSaysWhichItSaw() throws Exception {
        Certificate seen = new Certificate("seen", "-1H", 30);
        StandIn standIn = secure(seen);
        Daemon daemon = daemon(standIn, new Certificate("other", "-1H", 30).pin(), Map.of("cookieFile", cookieFile()));

        assertThatThrownBy(daemon::identity)
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining(seen.pin())
                .hasMessageNotContaining(COOKIE);
        assertThat(standIn.requests()).isZero();
    }

    @Test
    void tellsACertificateOfNobodysNothingWithoutAPin() throws Exception {
        StandIn standIn = secure(new Certificate("self-signed", "-1H", 30));
        Daemon daemon = daemon(standIn, "", Map.of());

        assertThat(catchThrowableOfType(DaemonException.class, daemon::identity).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(standIn.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.7:4002",
                "http://daemon.example.org:4002",
                "http://localhost.example.org:4002",
                "http://127.0.0.1.example.org:4002",
                "http://0.0.0.0:4002",
                "http://[2001:db8::1]:4002",
                "ftp://127.0.0.1",
                "127.0.0.1:4002",
                "https://admin:" + "hidden@daemon.example.org"
            })
    void refusesAddressesThatShowTheCredential(String url) {
        assertThatThrownBy(() -> new DaemonSettings(URI.create(url), "", TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4002",
                "http://127.8.9.255",
                "http://localhost:4002/",
                "http://[::1]:4002",
                "https://daemon.example.org:4002"
            })
    void takesAddressesThatDoNot(String url) {
        assertThat(new DaemonSettings(URI.create(url), "", TIMEOUT).url()).isEqualTo(URI.create(url));
    }

    @Test
    void sendsThePasswordOfTheEnvironmentUnasked() throws Exception {
        StandIn standIn = guarded("authorization", basic("admin", PASSWORD));
        Daemon daemon = daemon(standIn, "", Map.of("user", "admin", "passwordEnvironment", "SELLER"));

        assertThat(daemon.identity().coins()).containsExactly("TBTC");
        assertThat(standIn.requests()).isEqualTo(1);
    }

    @Test
    void sendsThePasswordOfAFile() throws Exception {
        StandIn standIn = guarded("authorization", basic("admin", PASSWORD));
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Daemon daemon = daemon(standIn, "", Map.of("user", "admin", "passwordFile", file.toString()));

        assertThat(daemon.identity().coins()).containsExactly("TBTC");
    }

    @Test
    void readsTheCookieAnewAfterTheDaemonMadeAnother() throws Exception {
        StandIn standIn = guarded("cookie", "OpenBazaar_Auth_Cookie=" + COOKIE);
        Path file = Path.of(cookieFile());
        Daemon daemon = daemon(standIn, "", Map.of("cookieFile", file.toString()));
        assertThat(daemon.identity().coins()).containsExactly("TBTC");

        standIn.demand("cookie", "OpenBazaar_Auth_Cookie=another");
        assertThat(catchThrowableOfType(DaemonException.class, daemon::identity).kind())
                .isEqualTo(Kind.FORBIDDEN);
        Files.writeString(file, "OpenBazaar_Auth_Cookie=another\n");
        assertThat(daemon.identity().coins()).containsExactly("TBTC");
    }

    @Test
    void saysWhichCredentialIsMissing() throws Exception {
        StandIn standIn = guarded("cookie", "x");
        String nowhere = folder.resolve("nowhere").toString();

        assertThatThrownBy(daemon(standIn, "", Map.of("cookieFile", nowhere))::identity)
                .hasMessage("cookieFile can't be read");
        assertThatThrownBy(daemon(standIn, "", Map.of("user", "admin", "passwordFile", nowhere))::identity)
                .hasMessage("passwordFile can't be read");
        assertThatThrownBy(daemon(standIn, "", Map.of("user", "admin", "passwordEnvironment", "NONE"))::identity)
                .hasMessageContaining("passwordEnvironment");
        assertThat(standIn.requests()).isZero();
    }

    @Test
    void websocketShowsTheCredentialToo() throws Exception {
        Certificate certificate = new Certificate("ws", "-1H", 30);
        StandIn standIn = secure(certificate);
        standIn.demand("cookie", "OpenBazaar_Auth_Cookie=" + COOKIE);
        CountDownLatch woken = new CountDownLatch(1);
        DaemonHttp http = http(standIn, certificate.pin(), Map.of("cookieFile", cookieFile()));
        try (WakeUpCalls calls = new WakeUpCalls(http, woken::countDown)) {
            calls.keepOpen(TIMEOUT.toMillis());
            standIn.store().mine(1);

            assertThat(woken.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc\r\nX-Injected: " + COOKIE, "a;b=" + COOKIE, "", "\u00e4" + COOKIE})
    void showsNobodyWhatIsNoCookie(String text) throws Exception {
        Path file = Files.writeString(folder.resolve(".cookie"), text);
        Daemon daemon = daemon(guarded("", ""), "", Map.of("cookieFile", file.toString()));
        Connection connection = new Connection(Clock.systemUTC());
        connection.works();
        String printed = printed(() -> connection.fails(
                catchThrowableOfType(DaemonException.class, daemon::sales).getMessage()));

        assertThat(connection.status().detail()).contains("no cookie").doesNotContain(COOKIE);
        assertThat(printed).contains("no cookie").doesNotContain(COOKIE);
    }

    @Test
    void credentialsShowNothingAsText() {
        Secret password = new Secret(PASSWORD);
        assertThat(DaemonCredential.basic("admin", password).toString())
                .doesNotContain(PASSWORD)
                .doesNotContain(basic("admin", PASSWORD).substring("Basic ".length()));
        assertThat(DaemonCredential.cookie(new Secret(COOKIE)).toString()).doesNotContain(COOKIE);
    }

    private static String printed(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String cookieFile() throws IOException {
        return Files.writeString(folder.resolve(".cookie"), "OpenBazaar_Auth_Cookie=" + COOKIE)
                .toString();
    }

    private StandIn guarded(String header, String value) throws IOException {
        return kept(new StandIn(0, "", ""), header, value);
    }

    private StandIn secure(Certificate certificate) throws Exception {
        return kept(new StandIn(0, certificate.sockets()), "", "");
    }

    private StandIn kept(StandIn standIn, String header, String value) {
        standIn.demand(header, value);
        daemons.add(standIn);
        return standIn;
    }

    private static Daemon daemon(StandIn standIn, String pin, Map<String, Object> settings) {
        return new Daemon(http(standIn, pin, settings), Dialect.V0_14);
    }

    private static DaemonHttp http(StandIn standIn, String pin, Map<String, Object> settings) {
        String scheme = standIn.isSecure() ? "https" : "http";
        URI url = URI.create(scheme + "://127.0.0.1:" + standIn.port());
        OpenBazaarConfig config = Settings.of(new HashMap<>(settings));
        return new DaemonHttp(
                new DaemonSettings(url, pin, TIMEOUT), new CredentialFiles(config, Map.of("SELLER", PASSWORD)));
    }

    /** A certificate that signs itself, by the JDK's own keytool, for a name that is not the daemon's. */
    private final class Certificate {
        private static final String WORD = "changeit";
        private final KeyStore store = KeyStore.getInstance("PKCS12");

        Certificate(String name, String from, int days) throws Exception {
            Path file = folder.resolve(name + ".p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "daemon",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=elsewhere.example.org",
                            "-startdate",
                            from,
                            "-validity",
                            Integer.toString(days),
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            WORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, WORD.toCharArray());
            }
        }

        /** As openssl prints it. */
        String pin() throws Exception {
            byte[] certificate = store.getCertificate("daemon").getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        }

        ServerSocketFactory sockets() throws Exception {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, WORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        }
    }
}
