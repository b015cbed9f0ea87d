package org.p2pvps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.rest.Answers.assertProblem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServletTest {
    private ApiServer server;

    @BeforeEach
    void start() {
        server = ApiServer.with(new ProbeResource());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersJson() {
        HttpResponse<String> answer = server.get("/probe");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\",\"nothing\":null,"
                        + "\"price\":{\"amount\":5,\"currency\":\"EUR\"}}");
    }

    @Test
    void guardsEveryAnswer() {
        for (String path : new String[] {"/probe", "/nothing", "/late", "/probe/broken"}) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void tellsAMissingServiceFromNothing() {
        HttpResponse<String> missing = server.get("/late/things");
        assertProblem(missing, 503, "service-missing");
        assertThat(missing.body()).contains("laggard");
        assertThat(missing.headers().firstValue("Retry-After")).hasValue("2");
        assertProblem(server.get("/nothing"), 404, "not-found");
        assertProblem(server.get("/"), 404, "not-found");
        assertProblem(server.get(""), 404, "not-found");
    }

    @Test
    void codesWhatTheFrameworkRefuses() {
        assertProblem(server.get("/probe/not/there/at/all"), 404, "not-found");
        HttpResponse<String> wrongMethod =
                server.send(server.request("/probe").PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
        assertProblem(server.get("/probe", "Accept", "text/html"), 406, "not-acceptable");
        assertProblem(
                server.send(server.request("/probe")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415,
                "media-type-unsupported");
    }

    @Test
    void takesHeadersFromHeadersOnly() {
        assertThat(server.get("/probe?_type=text/html").statusCode()).isEqualTo(200);
        assertProblem(
                server.send(server.request("/probe?_ctype=json&_method=GET")
                        .header("Content-Type", "text/plain")
                        .header("X-HTTP-Method-Override", "GET")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415,
                "media-type-unsupported");
        assertThat(server.get("/probe", "OnewayRequest", "true").statusCode()).isEqualTo(200);
    }

    @Test
    void wantsToKnowWhatABodyIs() {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{\"count\":1,\"on\":true}");
        assertProblem(server.send(server.request("/probe").POST(body)), 415, "media-type-unsupported");
        HttpRequest.BodyPublisher chunked =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'}));
        assertProblem(server.send(server.request("/probe").POST(chunked)), 415, "media-type-unsupported");
    }

    @Test
    void takesBadIdsForUnknownOnes() {
        assertProblem(server.get("/probe/1-1-1-1-1"), 404, "not-found");
        assertProblem(server.get("/probe/%20"), 404, "not-found");
        assertThat(server.get("/probe/00000000-0000-0000-0000-00000000000a").statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsAResourcesOwnCode() {
        HttpResponse<String> answer = server.get("/probe/coded");
        assertProblem(answer, 409, "device-rented");
        assertThat(answer.body()).contains("It is rented.");
    }

    @Test
    void givesNothingAwayOfAFailure() {
        HttpResponse<String> answer = server.get("/probe/broken");
        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).contains("incident").doesNotContain("jdbc", "Exception", "at org");
        assertProblem(server.get("/probe/secret"), 500, "internal");
    }

    @Test
    void answersHeadAndOptions() {
        HttpResponse<String> head =
                server.send(server.request("/probe").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> options =
                server.send(server.request("/probe").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void streamsDownloads() {
        HttpResponse<String> answer = server.get("/probe/download");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(100_000);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/gzip");
    }

    @Test
    void refusesLargeBodies() {
        String large = "\"" + "x".repeat(70_000) + "\"";
        assertProblem(server.post("/probe", large), 413, "body-too-large");
        assertProblem(
                server.send(server.request("/probe")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))),
                413,
                "body-too-large");
    }

    @Test
    void survivesABodyThatEndsEarly() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("400").doesNotContain("Exception");
        }
    }
}
