package org.p2pvps.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.testing.FreePorts;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.ErrorCode;

class HttpAgentApiTest {
    private static final CheckInRequest REQUEST =
            new CheckInRequest("instance", 1, "", ContainerStatus.RUNNING, true, "");
    private static final String DESIRED = "{\"revision\":\"r1\",\"generation\":2,\"phase\":\"RUN\",\"rentedUntil\":"
            + "\"2027-01-01T00:00:00Z\",\"sshKeys\":[],\"limits\":{\"cpus\":1000,\"memoryMib\":512,\"pids\":9}";

    private final List<Instant> times = new ArrayList<>();
    private final HttpAgentApi api = new HttpAgentApi(new JsonCodec(), times::add);
    private HttpServer server;
    private Credentials credentials;
    private volatile int status = 200;
    private volatile String body = DESIRED + "}";
    private volatile String sentKey;
    private volatile String sentRange;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
        credentials = new Credentials(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), UUID.randomUUID(), "p2pd_key");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void bringsTheDesiredStateAndTheServersTime() throws IOException {
        DesiredState desired = api.checkIn(credentials, REQUEST);
        assertThat(desired.rentedUntil()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(desired.limits().pids()).isEqualTo(9);
        assertThat(sentKey).isEqualTo("Bearer p2pd_key");
        assertThat(times).hasSize(1);
    }

    @Test
    void passesOverFieldsOfANewerServer() throws IOException {
        body = DESIRED + ",\"weather\":{\"rain\":true}}";
        assertThat(api.checkIn(credentials, REQUEST).generation()).isEqualTo(2);
    }

    @Test
    void bringsTheCodeOfARefusal() {
        status = 401;
        body = "{\"type\":\"about:blank\",\"status\":401,\"code\":\"device-key-revoked\",\"detail\":\"Replaced.\"}";
        RefusedException refused = refusal();
        assertThat(refused.code()).contains(ErrorCode.DEVICE_KEY_REVOKED);
        assertThat(refused.isTransient()).isFalse();
        assertThat(refused).hasMessage("HTTP 401 device-key-revoked: Replaced.");
    }

    @Test
    void takesAnErrorThatIsNotOfTheApiAsPassing() {
        status = 404;
        body = "<html>Not Found</html>";
        assertThat(refusal().isTransient()).isTrue();
        status = 503;
        assertThat(refusal().isTransient()).isTrue();
        status = 302;
        assertThat(refusal().isTransient()).isTrue();
    }

    @Test
    void doesNotChokeOnACodeItDoesNotKnow() {
        status = 409;
        body = "{\"code\":\"brand-new\",\"detail\":null}";
        RefusedException refused = refusal();
        assertThat(refused.code()).isEmpty();
        assertThat(refused.isTransient()).isFalse();
    }

    @Test
    void refusesAnAnswerWithoutWhatItNeeds() {
        body = "{}";
        assertThatThrownBy(() -> api.checkIn(credentials, REQUEST))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lacks a field");
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        body = " ".repeat(300_000) + DESIRED;
        assertThatThrownBy(() -> api.checkIn(credentials, REQUEST)).hasMessageContaining("too large");
    }

    @Test
    void refusesAnAnswerThatIsNotJson() {
        body = "<html>hello</html>";
        assertThatThrownBy(() -> api.checkIn(credentials, REQUEST)).isInstanceOf(IOException.class);
    }

    @Test
    void failsWhenNobodyListens() {
        Credentials nowhere =
                new Credentials(URI.create("http://127.0.0.1:" + FreePorts.one()), credentials.deviceId(), "p2pd_key");
        assertThatThrownBy(() -> api.checkIn(nowhere, REQUEST))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RefusedException.class);
    }

    @Test
    void downloadsFromTheStartWhenTheServerKnowsNoRanges() throws IOException {
        body = "archive";
        try (Download download = api.download(credentials, URI.create("/image"), 3)) {
            assertThat(download.from()).isZero();
            assertThat(download.length()).isEqualTo(7);
            assertThat(download.stream().readAllBytes()).asString().isEqualTo("archive");
        }
        assertThat(sentRange).isEqualTo("bytes=3-");
        assertThat(sentKey).isEqualTo("Bearer p2pd_key");
    }

    @Test
    void keepsTheKeyFromOtherServers() throws IOException {
        URI elsewhere = URI.create("http://localhost:" + server.getAddress().getPort() + "/image");
        api.download(credentials, elsewhere, 0).close();
        assertThat(sentKey).isNull();
    }

    private RefusedException refusal() {
        try {
            api.checkIn(credentials, REQUEST);
        } catch (RefusedException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError("Not a refusal", e);
        }
        throw new AssertionError("No refusal");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            sentKey = exchange.getRequestHeaders().getFirst("Authorization");
            sentRange = exchange.getRequestHeaders().getFirst("Range");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
