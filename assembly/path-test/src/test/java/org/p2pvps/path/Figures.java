package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** Measurements, one a line as {@code figure NAME VALUE UNIT}, on the standard output and in a file for {@code ./test}. */
final class Figures {
    private static final Path FILE = Path.of(System.getProperty("p2pvps.figures", "target/figures.txt"));
    private static final long START = System.nanoTime();

    private Figures() {}

    static void count(String name, long value) {
        write("figure %s %d count".formatted(name, value));
    }

    static void mebibytes(String name, double value) {
        write(String.format(Locale.ROOT, "figure %s %.0f MiB", name, value));
    }

    static void seconds(String name, Duration value) {
        write(String.format(Locale.ROOT, "figure %s %.2f s", name, value.toMillis() / 1000.0));
    }

    /** A line of progress, for whoever watches. */
    static void step(String what) {
        System.out.println("step [%3ds] %s".formatted((System.nanoTime() - START) / 1_000_000_000, what));
    }

    private static void write(String line) {
        System.out.println(line);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
