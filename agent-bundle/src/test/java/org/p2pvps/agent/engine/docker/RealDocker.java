package org.p2pvps.agent.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.p2pvps.agent.hardware.HardwareMeasure;
import org.p2pvps.agent.testing.FakeEngine;

/**
 * The engine that tests with a real one use: {@code P2PVPS_DOCKER} names its socket ({@code unix:///...}), {@code P2PVPS_IMAGE} the
 * image's archive if it is not the one that images/ built. Where the first is set, the tests must run: a missing image fails
 * them.
 */
public final class RealDocker {
    public static final String VARIABLE = "P2PVPS_DOCKER";

    private RealDocker() {}

    public static String host() {
        return System.getenv(VARIABLE);
    }

    public static Path archive() {
        String named = System.getenv("P2PVPS_IMAGE");
        Path archive = named == null || named.isEmpty()
                ? Path.of("..", "images", "out", "p2pvps-" + architecture() + ".tar.gz")
                : Path.of(named);
        if (!Files.isReadable(archive)) {
            throw new AssertionError("There is no container image at " + archive.toAbsolutePath()
                    + ": build it with images/build, or name one in P2PVPS_IMAGE");
        }
        return archive;
    }

    private static String architecture() {
        return new HardwareMeasure(new FakeEngine(), Path.of("/proc"), System.getProperty("os.arch"))
                .measure()
                .architecture();
    }
}
