package org.p2pvps.path;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
final class Programs {
    private static final File NOTHING = new File("/dev/null");

    private Programs() {}

    /**
     * How a program ended.
     *
     * @param status its exit status; -1 if it had to be killed because its time was up
     * @param output what it wrote, errors included
     */
    record Outcome(int status, String output) {
        boolean ok() {
            return status == 0;
        }

        /** The output of a program that must have succeeded. */
        String must() {
            if (!ok()) {
                throw new AssertionError("Exit status " + status + ": " + output);
            }
            return output;
        }
    }

    static String must(String... command) {
        return run(Duration.ofMinutes(2), Map.of(), "", List.of(command)).must();
    }

    static Outcome run(Duration limit, Map<String, String> environment, String input, List<String> command) {
        try {
            Path in = Files.createTempFile("p2pvps", ".in");
            Path out = Files.createTempFile("p2pvps", ".out");
            try {
                Files.writeString(in, input);
                Process process = start(environment, in.toFile(), out.toFile(), command);
                int status = await(process, limit);
                return new Outcome(status, new String(Files.readAllBytes(out), StandardCharsets.UTF_8).strip());
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program and leaves it running; its output goes to {@code out}. */
    static Process start(Map<String, String> environment, Path out, List<String> command) {
        try {
            return start(environment, NOTHING, out.toFile(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program whose output is read by the caller. */
    static Process piped(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(NOTHING)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Map<String, String> environment, File in, File out, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int await(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    /** Ends a process and waits until it is gone. */
    static void end(Process process, boolean kill) {
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        Eventually.until(Duration.ofSeconds(40), "the end of process " + process.pid(), () -> !process.isAlive());
    }
}
