package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A download that goes on in the background. */
final class Download implements AutoCloseable {
    private final Process process;
    private final Path file;

    Download(Process process, Path file) {
        this.process = process;
        this.file = file;
    }

    Download begun() {
        Eventually.until(Duration.ofSeconds(20), "the first bytes of the download", () -> size() > 0 || !running());
        return this;
    }

    boolean running() {
        return process.isAlive();
    }

    /** Whether it came to its end without a fault. */
    boolean complete() {
        return !running() && process.exitValue() == 0;
    }

    boolean broken() {
        return !running() && process.exitValue() != 0;
    }

    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
