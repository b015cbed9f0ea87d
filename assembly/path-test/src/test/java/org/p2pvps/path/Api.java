package org.p2pvps.path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The REST API, as one caller. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    Api as(String newToken) {
        return new Api(base, newToken);
    }

    Answer get(String path) {
        return send("GET", path, null, "");
    }

    Answer delete(String path) {
        return send("DELETE", path, null, "");
    }

    Answer post(String path, Object body) {
        return send("POST", path, "application/json", text(body));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, "application/json", text(body));
    }

    /** The answer, or none if the server can't be reached or breaks off. */
    Optional<Answer> tryGet(String path) {
        try {
            return Optional.of(get(path));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The elements of a list. */
    List<JsonNode> list(String path) {
        return StreamSupport.stream(get(path).must(200).spliterator(), false).toList();
    }

    Answer send(String method, String path, String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), type, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs in. */
    Api signedIn(String email, String password) {
        JsonNode session =
                post("sessions", Map.of("email", email, "password", password)).must(201);
        return as(session.get("token").asText());
    }
}
