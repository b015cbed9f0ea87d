package org.p2pvps.path;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A Docker engine of the test's own, in the home network, with its own storage. */
final class DockerEngine implements AutoCloseable {
    private final Path folder;
    private final HomeNetwork network;
    private Process process;

    DockerEngine(Path folder, HomeNetwork network) {
        this.folder = folder;
        this.network = network;
    }

    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Where the engine keeps everything. */
    Path storage() {
        return folder.resolve("data");
    }

    void start() {
        List<String> command = new ArrayList<>(network.prefix());
        command.addAll(
                List.of("dockerd", "--host", host(), "--data-root", storage().toString()));
        command.addAll(List.of("--exec-root", folder.resolve("exec").toString()));
        command.addAll(List.of("--pidfile", folder.resolve("dockerd.pid").toString()));
        process = Programs.start(Map.of(), folder.resolve("dockerd.log"), command);
        Eventually.until(Duration.ofSeconds(60), "an answer of the Docker engine", () -> docker("version")
                .ok());
    }

    void stop() {
        Programs.end(process, false);
    }

    Programs.Outcome docker(String... arguments) {
        return dockerWithInput("", arguments);
    }

    Programs.Outcome dockerWithInput(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
        command.addAll(Arrays.asList(arguments));
        return Programs.run(Duration.ofMinutes(2), Map.of(), input, command);
    }

    /** The names of this device's containers, running or not. */
    List<String> containersOf(String deviceId) {
        return docker("ps", "--all", "--filter", "label=org.p2pvps.device=" + deviceId, "--format", "{{.Names}}")
                .must()
                .lines()
                .toList();
    }

    /** The volumes there are. */
    List<String> volumes() {
        return docker("volume", "ls", "--quiet").must().lines().toList();
    }

    /** One field of a container's description, by a Go template. */
    String inspect(String container, String template) {
        return docker("inspect", "--format", template, container).must();
    }

    /** The files in the engine's storage that contain {@code text}; the image's own layers are searched too. */
    List<String> filesContaining(String text) {
        Programs.Outcome found = Programs.run(
                Duration.ofMinutes(2),
                Map.of("LC_ALL", "C"),
                "",
                List.of(
                        "grep",
                        "--recursive",
                        "--files-with-matches",
                        "--text",
                        "--fixed-strings",
                        text,
                        storage().toString()));
        return found.output().lines().toList();
    }

    @Override
    public void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        Programs.run(
                Duration.ofMinutes(1),
                Map.of(),
                "",
                List.of(
                        "sh",
                        "-c",
                        "docker --host " + host() + " ps --quiet | xargs -r docker --host " + host() + " kill"));
        stop();
        // In a changed root, dockerd leaves its folder mounted on itself.
        Programs.run(
                Duration.ofMinutes(1),
                Map.of(),
                "",
                List.of("sh", "-c", "! mountpoint -q " + storage() + " || umount --lazy " + storage()));
    }
}
