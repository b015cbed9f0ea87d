package org.p2pvps.path;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An unpacked Karaf distribution that runs as a process of its own. */
final class Distribution implements AutoCloseable {
    private final Path home;
    private Process process;

    private Distribution(Path home) {
        this.home = home;
    }

    static Distribution unpacked(Path archive, Path home) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Programs.must("tar", "-xzf", archive.toString(), "-C", home.toString(), "--strip-components=1");
        return new Distribution(home);
    }

    Path home() {
        return home;
    }

    /** Sets a key in {@code etc/PID.cfg}, in place of whatever is there. */
    void set(String pid, String key, Object value) {
        Path file = home.resolve("etc").resolve(pid + ".cfg");
        try {
            List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
            lines.removeIf(line -> line.matches("\\s*" + key.replace(".", "\\.") + "\\s*=.*"));
            lines.add(key + " = " + value);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of its own; the file's path. */
    String keep(String file, String text) {
        try {
            Path path = home.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; {@code prefix} goes before the command. */
    void start(List<String> prefix, Map<String, String> environment) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(home.resolve("bin/karaf").toString(), "daemon"));
        Map<String, String> whole = new java.util.HashMap<>(environment);
        whole.put("JAVA_HOME", System.getProperty("java.home"));
        process = Programs.start(whole, home.resolve("out.log"), command);
    }

    boolean running() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    void kill() {
        Programs.end(process, true);
    }

    void stop() {
        Programs.end(process, false);
    }

    /** Resident memory of its process. */
    long rssMib() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has logged and printed since it was unpacked. */
    String log() {
        return read("data/log/karaf.log") + read("out.log");
    }

    private String read(String file) {
        try {
            Path path = home.resolve(file);
            return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (running()) {
            kill();
        }
    }
}
