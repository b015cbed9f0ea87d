package org.p2pvps.agent.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.p2pvps.agent.engine.EngineException;

/**
 * {@code docker import}. Done on the transport itself, since docker-java's own command sends the stream's class as JSON instead of
 * the stream (docker-java issue 2377).
 */
final class ImageImport {
    private static final int CREATED = 200;

    private final DockerConnection connection;

    ImageImport(DockerConnection connection) {
        this.connection = connection;
    }

    void run(Path archive, String image) {
        int colon = image.lastIndexOf(':');
        String path =
                "/images/create?fromSrc=-&repo=" + image.substring(0, colon) + "&tag=" + image.substring(colon + 1);
        try (DockerHttpClient patient = connection.patientTransport();
                InputStream stream = Files.newInputStream(archive);
                DockerHttpClient.Response response = patient.execute(DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.POST)
                        .path(path)
                        .putHeader("content-type", "application/x-tar")
                        .body(stream)
                        .build())) {
            check(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An error may come late, in a body that began well. */
    private static void check(DockerHttpClient.Response response) throws IOException {
        String body = new String(response.getBody().readNBytes(10_000), StandardCharsets.UTF_8);
        if (response.getStatusCode() != CREATED || body.contains("\"error\"")) {
            throw new EngineException(false, "Docker can't import the image: " + EngineErrors.messageIn(body), null);
        }
    }
}
