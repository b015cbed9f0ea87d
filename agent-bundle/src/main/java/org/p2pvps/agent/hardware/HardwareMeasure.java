package org.p2pvps.agent.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.p2pvps.agent.engine.ContainerEngine;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.protocol.Hardware;

/** Measures the device: the kernel's files, and the engine's word on what containers may have. */
public final class HardwareMeasure {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long KIBIBYTES_IN_MEBIBYTE = 1024;
    private static final int LONGEST_MODEL = 100;
    private static final String USUAL_DATA_FOLDER = "/var/lib/docker";

    private final ContainerEngine engine;
    private final Path proc;
    private final String javaArchitecture;

    /**
     * @param proc as a rule {@code /proc}
     * @param javaArchitecture as Java calls it, {@code os.arch}
     */
    public HardwareMeasure(ContainerEngine engine, Path proc, String javaArchitecture) {
        this.engine = engine;
        this.proc = proc;
        this.javaArchitecture = javaArchitecture;
    }

    /** Works without an engine too, but knows less of the disk then. */
    public Hardware measure() {
        Optional<EngineInfo> info = askEngine();
        return new Hardware(
                architecture(),
                info.map(EngineInfo::cpus).filter(cpus -> cpus > 0).orElseGet(this::cpus),
                cpuModel(),
                memoryMib(),
                diskMib(Path.of(info.map(EngineInfo::dataFolder).orElse(USUAL_DATA_FOLDER))));
    }

    /** Debian's name. */
    private String architecture() {
        return switch (javaArchitecture) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "arm", "arm32" -> "armhf";
            default -> javaArchitecture.toLowerCase(Locale.ROOT);
        };
    }

    private Optional<EngineInfo> askEngine() {
        try {
            return Optional.of(engine.info());
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private int cpus() {
        return (int) Math.max(1, values("cpuinfo", "processor").count());
    }

    /** x86 says "model name", the Raspberry Pi "Model"; some say nothing. */
    private String cpuModel() {
        String model = values("cpuinfo", "model name")
                .findFirst()
                .or(() -> values("cpuinfo", "Model").findFirst())
                .or(() -> values("cpuinfo", "Hardware").findFirst())
                .orElse("");
        return model.substring(0, Math.min(LONGEST_MODEL, model.length()));
    }

    private long memoryMib() {
        return values("meminfo", "MemTotal")
                .map(value -> value.split(" ")[0])
                .mapToLong(Long::parseLong)
                .map(kibibytes -> kibibytes / KIBIBYTES_IN_MEBIBYTE)
                .findFirst()
                .orElse(0);
    }

    private static long diskMib(Path folder) {
        Path existing = folder;
        while (!Files.isDirectory(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace() / MEBIBYTE;
        } catch (IOException e) {
            return 0;
        }
    }

    private Stream<String> values(String file, String name) {
        return lines(file).stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip());
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
