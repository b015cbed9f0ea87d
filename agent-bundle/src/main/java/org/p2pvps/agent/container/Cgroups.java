package org.p2pvps.agent.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the kernel itself says of a process's control groups, version 1 or 2. */
public final class Cgroups {
    private static final String VERSION_1_NONE = "-1";
    private static final String VERSION_2_NONE = "max";
    private static final int MILLI = 1000;

    private final Path proc;
    private final Path cgroups;

    /**
     * @param proc as a rule {@code /proc}
     * @param cgroups as a rule {@code /sys/fs/cgroup}
     */
    public Cgroups(Path proc, Path cgroups) {
        this.proc = proc;
        this.cgroups = cgroups;
    }

    /** A bound, as the kernel has it. */
    sealed interface Bound {
        /** The kernel keeps to this. */
        record At(long value) implements Bound {}

        /** The kernel does not bound it. */
        record None() implements Bound {}

        /** It can't be seen from here. */
        record Unknown() implements Bound {}
    }

    /** Bytes. */
    Bound memory(long pid) {
        return single(pid, "memory", "memory.limit_in_bytes", "memory.max");
    }

    /** Processes and threads. */
    Bound pids(long pid) {
        return single(pid, "pids", "pids.max", "pids.max");
    }

    /** Thousandths of a processor. */
    Bound cpu(long pid) {
        Optional<Path> first = folderOfVersion1(pid, "cpu");
        if (first.isPresent()) {
            return share(
                    text(first.get().resolve("cpu.cfs_quota_us")),
                    text(first.get().resolve("cpu.cfs_period_us")));
        }
        return inVersion2(pid, "cpu.max", line -> {
            String[] parts = line.split(" ");
            return parts.length == 2 ? share(Optional.of(parts[0]), Optional.of(parts[1])) : new Bound.Unknown();
        });
    }

    private Bound single(long pid, String controller, String version1, String version2) {
        return folderOfVersion1(pid, controller)
                .map(folder ->
                        text(folder.resolve(version1)).map(Cgroups::bound).orElse(new Bound.Unknown()))
                .orElseGet(() -> inVersion2(pid, version2, Cgroups::bound));
    }

    private Bound inVersion2(long pid, String file, java.util.function.Function<String, Bound> meaning) {
        Optional<Path> folder = lines(pid).stream()
                .filter(line -> line.startsWith("0::"))
                .map(line -> below(cgroups, line.substring("0::".length())))
                .findFirst();
        if (folder.isEmpty() || !Files.isReadable(folder.get().resolve("cgroup.procs"))) {
            return new Bound.Unknown();
        }
        // The folder is there but not the file: this kernel was started without the controller.
        return text(folder.get().resolve(file)).map(meaning).orElse(new Bound.None());
    }

    private Optional<Path> folderOfVersion1(long pid, String controller) {
        return lines(pid).stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> below(cgroups.resolve(controller), parts[2]))
                .findFirst();
    }

    private List<String> lines(long pid) {
        return text(proc.resolve(Long.toString(pid)).resolve("cgroup"))
                .map(text -> text.lines().toList())
                .orElse(List.of());
    }

    private static Bound share(Optional<String> quota, Optional<String> period) {
        if (quota.isEmpty() || period.isEmpty()) {
            return new Bound.Unknown();
        }
        return bound(quota.get()) instanceof Bound.At at
                ? new Bound.At(at.value() * MILLI / Long.parseLong(period.get()))
                : new Bound.None();
    }

    private static Bound bound(String text) {
        return text.equals(VERSION_1_NONE) || text.equals(VERSION_2_NONE)
                ? new Bound.None()
                : new Bound.At(Long.parseLong(text));
    }

    private static Path below(Path root, String absolute) {
        return root.resolve(absolute.replaceAll("^/+", ""));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
