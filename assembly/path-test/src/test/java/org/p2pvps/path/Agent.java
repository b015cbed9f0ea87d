package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The agent distribution on a device in the home network. */
final class Agent implements AutoCloseable {
    private final Distribution distribution;
    private final HomeNetwork network;
    private final Path hosts;

    /** @param hosts the names this device can look up, in the form of {@code /etc/hosts} */
    Agent(Distribution distribution, DockerEngine engine, HomeNetwork network, Path hosts) {
        this.distribution = distribution;
        this.network = network;
        this.hosts = hosts;
        distribution.set("org.p2pvps.agent", "dockerHost", engine.host());
    }

    /** Puts a {@code device.json} in place, as the owner does. */
    void give(String deviceFile) {
        try {
            Files.writeString(distribution.home().resolve("device.json"), deviceFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        distribution.start(network.prefix(), Map.of("EXTRA_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts));
    }

    /** {@code kill -9}. */
    void kill() {
        distribution.kill();
    }

    void stop() {
        distribution.stop();
    }

    /** Waits for a line of the log, compared without regard to case, that contains all of the words. */
    void awaitLog(Duration limit, String... words) {
        Eventually.until(limit, "the agent's log line with " + String.join(", ", words), () -> distribution
                .log()
                .lines()
                .anyMatch(line -> containsAll(line.toLowerCase(java.util.Locale.ROOT), words)));
    }

    private static boolean containsAll(String line, String... words) {
        for (String word : words) {
            if (!line.contains(word)) {
                return false;
            }
        }
        return true;
    }

    Distribution distribution() {
        return distribution;
    }

    @Override
    public void close() {
        distribution.close();
    }
}
