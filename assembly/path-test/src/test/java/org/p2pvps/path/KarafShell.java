package org.p2pvps.path;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server's own console, as an admin on the same machine uses it. */
final class KarafShell {
    private final Path key;

    KarafShell(Path key) {
        this.key = key;
    }

    /** Runs one command and returns what it printed. */
    String run(String command) {
        return Programs.run(Duration.ofSeconds(60), Map.of(), "", line(command)).must();
    }

    private List<String> line(String command) {
        return List.of(
                "ssh",
                "-p",
                Integer.toString(Server.SHELL),
                "-i",
                key.toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "PasswordAuthentication=no",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "karaf@127.0.0.1",
                command);
    }
}
