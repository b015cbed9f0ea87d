package org.p2pvps.path;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server's console, as an admin on the same machine enters it: by ssh, with the key that {@code vps-shell} made. */
final class KarafShell {
    private final Path program;

    KarafShell(Path home) {
        this.program = home.resolve("bin/vps-shell");
    }

    /** Runs one command and returns what it printed. */
    String run(String command) {
        return Programs.run(Duration.ofSeconds(60), Map.of(), "", List.of(program.toString(), command))
                .must();
    }
}
