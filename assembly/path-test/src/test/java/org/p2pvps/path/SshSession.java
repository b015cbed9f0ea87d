package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An open SSH session in which the far end writes a number ten times a second. */
final class SshSession implements AutoCloseable {
    static final String REMOTE_COMMAND = "i=0; while :; do i=$((i+1)); echo \"beat $i\"; sleep 0.1; done";

    private final Process process;
    private final Path out;

    SshSession(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Waits for the first sign of life. */
    SshSession established() {
        Eventually.until(Duration.ofSeconds(20), () -> "the SSH session: " + lines(), () -> beats() > 0 || !open());
        if (!open()) {
            throw new AssertionError("ssh did not get in: " + lines());
        }
        return this;
    }

    boolean open() {
        return process.isAlive();
    }

    int beats() {
        return (int) lines().stream().filter(line -> line.startsWith("beat ")).count();
    }

    /** Whether it is open and says something new within three seconds. */
    boolean alive() {
        int before = beats();
        Stopwatch waited = new Stopwatch();
        while (open() && beats() <= before && waited.elapsed().toSeconds() < 3) {
            Eventually.pass(Duration.ofMillis(40));
        }
        return open() && beats() > before;
    }

    private List<String> lines() {
        try {
            return Files.exists(out) ? Files.readAllLines(out) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
