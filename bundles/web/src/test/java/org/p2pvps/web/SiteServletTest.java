package org.p2pvps.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteServletTest {
    private static final String SCRIPT = "/assets/index-1a2b3c4d.js";
    private static final String SCRIPT_TEXT = "console.log('hello')";

    @TempDir
    Path folder;

    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        SiteFiles files = new SiteFiles(Map.of(
                "/index.html",
                write("index.html", "<title>P2P VPS</title>".getBytes(UTF_8)),
                "/mark.svg",
                write("mark.svg", "<svg/>".getBytes(UTF_8)),
                SCRIPT,
                write("script.js", SCRIPT_TEXT.getBytes(UTF_8)),
                SCRIPT + ".gz",
                write("script.js.gz", gzip(SCRIPT_TEXT))));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new SiteServlet(files)), "/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/devices", "/rentals/5f0c1d9e-8a55-4f3a-9d39-0f3d2ab6e111", "/nothing/at/all"})
    void answersPagesWithTheIndexThatIsNeverStored(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<title>P2P VPS</title>");
        assertThat(header(response, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void letsAssetsBeKeptForEver() throws Exception {
        HttpResponse<String> response = get(SCRIPT);

        assertThat(response.body()).isEqualTo(SCRIPT_TEXT);
        assertThat(header(response, "Cache-Control")).contains("immutable", "max-age=31536000");
        assertThat(header(response, "Content-Type")).startsWith("text/javascript");
    }

    @Test
    void letsOtherFilesBeKeptForAnHour() throws Exception {
        assertThat(header(get("/mark.svg"), "Cache-Control")).isEqualTo("public, max-age=3600");
    }

    @Test
    void sendsGzipToWhoTakesIt() throws Exception {
        HttpResponse<byte[]> response =
                client.send(to(SCRIPT).header("Accept-Encoding", "br, gzip").build(), BodyHandlers.ofByteArray());

        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(response, "Vary")).contains("Accept-Encoding");
        assertThat(response.body()).isEqualTo(gzip(SCRIPT_TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "gzip; q=0.0"})
    void sendsPlainToWhoDoesNot(String accepted) throws Exception {
        HttpResponse<String> response = send(to(SCRIPT).header("Accept-Encoding", accepted));

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo(SCRIPT_TEXT);
    }

    @Test
    void doesNotRepeatWhatTheClientHolds() throws Exception {
        String etag = header(get("/mark.svg"), "ETag");

        HttpResponse<String> response = send(to("/mark.svg").header("If-None-Match", "\"other\", W/" + etag));

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void tellsTheCodingsOfAFileApart() throws Exception {
        String plain = header(get(SCRIPT), "ETag");
        String gzipped = header(send(to(SCRIPT).header("Accept-Encoding", "gzip")), "ETag");

        assertThat(plain).isNotEqualTo(gzipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/old-99999999.js",
                "/assets/",
                "/favicon.ico",
                "/index.html.gz",
                "/META-INF/MANIFEST.MF",
                "/..%2f..%2fetc/passwd.txt",
                "/assets/..%5c..%5cindex.html"
            })
    void answersMissingFilesWithNotFound(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isBetween(400, 404);
        assertThat(response.body()).doesNotContain("<title>P2P VPS</title>");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> response = send(to(SCRIPT).method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(SCRIPT_TEXT.length()));
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void refusesToBeWrittenTo(String method) throws Exception {
        HttpResponse<String> response = send(to("/").method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void saysThatTheApiIsAwayInsteadOfShowingAPage(String method) throws Exception {
        HttpResponse<String> response = send(to("/api/v1/devices").method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(response, "Retry-After")).isEqualTo("2");
        assertThat(response.body()).contains("\"status\":503", "\"code\":\"service-missing\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v2/devices"})
    void knowsNoOtherApi(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"not-found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", SCRIPT, "/assets/gone.js", "/api/v1/health"})
    void protectsEveryAnswer(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "data:", "*");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void doesNotStartWithoutTheSite() {
        SiteFiles none = new SiteFiles(Map.of());

        assertThatThrownBy(() -> new SiteServlet(none)).hasMessageContaining("lacks the site");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private URL write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toUri().toURL();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
