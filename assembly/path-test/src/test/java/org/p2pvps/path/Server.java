package org.p2pvps.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server distribution, on ports of its own. */
final class Server implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Distribution distribution;
    private final String address;
    private final int httpPort = Ports.free();
    private Api admin;

    Server(Distribution distribution, String address) {
        this.distribution = distribution;
        this.address = address;
    }

    /** Moves everything it listens on away from the ports of a server that may run here. */
    void configure(int smtpPort) {
        distribution.set("org.ops4j.pax.web", "org.osgi.service.http.port", httpPort);
        distribution.set("org.apache.karaf.shell", "sshPort", Ports.free());
        distribution.set("org.p2pvps.tunnel", "port", Ports.free());
        distribution.set("org.p2pvps.tunnel", "publicHost", address);
        distribution.set("org.p2pvps.tunnel", "firstPort", 27000);
        distribution.set("org.p2pvps.tunnel", "lastPort", 27099);
        distribution.set("org.p2pvps.localtunnel", "port", Ports.free());
        distribution.set("org.p2pvps.localtunnel", "domain", World.DOMAIN);
        distribution.set("org.p2pvps.localtunnel", "firstDataPort", 31000);
        distribution.set("org.p2pvps.localtunnel", "lastDataPort", 31099);
        distribution.set("org.p2pvps.mail", "host", "127.0.0.1");
        distribution.set("org.p2pvps.mail", "port", smtpPort);
        distribution.set("org.p2pvps.mail", "security", "none");
        distribution.set("org.p2pvps.mail", "from", "server@p2pvps.test");
    }

    /** Puts an image archive and its digest where agents' downloads come from. */
    void offerImage(Path archive) {
        try {
            Path images = Files.createDirectories(distribution.home().resolve("images"));
            Path digest = archive.resolveSibling(archive.getFileName() + ".sha256");
            Files.copy(archive, images.resolve(archive.getFileName()));
            Files.copy(digest, images.resolve(digest.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it and waits until every part is up.
     *
     * @return the time until the first answer that was read from the database
     */
    Duration start() {
        Stopwatch sinceStart = new Stopwatch();
        launch();
        Eventually.until(START_LIMIT, "an answer of the server", () -> {
            if (!distribution.running()) {
                throw new AssertionError("The server stopped: " + distribution.log());
            }
            return api().tryGet("listings").map(Answer::status).equals(Optional.of(200));
        });
        Duration untilAnswer = sinceStart.elapsed();
        Eventually.until(START_LIMIT, () -> "every part to be up: " + api().get("health"), this::complete);
        return untilAnswer;
    }

    /** Starts it and waits for nothing. */
    void launch() {
        distribution.start(List.of(), Map.of());
    }

    private boolean complete() {
        return api().tryGet("health")
                .map(answer -> answer.json().path("status").asText())
                .equals(Optional.of("UP"));
    }

    /** {@code kill -9}. */
    void kill() {
        distribution.kill();
    }

    void stop() {
        distribution.stop();
    }

    URI site() {
        return URI.create("http://" + address + ":" + httpPort + "/");
    }

    /** The API as nobody in particular. */
    Api api() {
        return new Api(site(), "");
    }

    /** The API as the first admin; one session for all. */
    Api admin() {
        if (admin == null) {
            Map<String, String> first = firstAdmin();
            admin = api().signedIn(first.get("email"), first.get("password"));
        }
        return admin;
    }

    private Map<String, String> firstAdmin() {
        try {
            return Files.readAllLines(distribution.home().resolve("state/first-admin.txt")).stream()
                    .filter(line -> line.contains("="))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KarafShell shell() {
        return new KarafShell(distribution.home());
    }

    /** What the admin sees of the tunnel of this device, if it is open. */
    static Optional<JsonNode> tunnelOf(Api admin, String deviceId) {
        return admin.list("tunnels").stream()
                .filter(tunnel -> tunnel.path("deviceId").asText().equals(deviceId))
                .findFirst();
    }

    Distribution distribution() {
        return distribution;
    }

    @Override
    public void close() {
        distribution.close();
    }
}
