package org.p2pvps.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Secret;
import org.p2pvps.api.device.Lease;
import org.p2pvps.tunnel.jump.JumpSources;

/** A tunnel server in a JVM of its own, which can be killed as power cuts kill. */
final class StormServer implements AutoCloseable {
    private final Process process;

    private StormServer(Process process) {
        this.process = process;
    }

    static StormServer launch(Path folder, int port, List<Lease> leases) throws IOException {
        List<String> lines = leases.stream()
                .map(lease -> lease.deviceId() + " " + lease.sshPort() + " " + lease.tunnelKey())
                .toList();
        Files.write(folder.resolve("leases"), lines);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        classPath,
                        StormServer.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        return new StormServer(process);
    }

    /** At once, without a word to anybody. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The child's part. It ends with its parent. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        LeaseBook leases = new LeaseBook();
        for (Lease lease : read(folder)) {
            leases.insert(lease);
        }
        Map<String, Object> settings = Map.of(
                "port",
                Integer.parseInt(arguments[1]),
                "bindAddress",
                "127.0.0.1",
                "hostKey",
                folder.resolve("host").toString());
        TunnelService service = new TunnelService(
                Settings.of(TunnelConfig.class, settings),
                new JumpSources(),
                Clock.systemUTC(),
                Optional.empty(),
                new RememberedSelves());
        service.leaseStore = leases;
        service.start();
        while (System.in.read() >= 0) {
            // Nobody says anything; the end of the parent does.
        }
        System.exit(0);
    }

    private static List<Lease> read(Path folder) throws IOException {
        List<Lease> leases = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("leases"))) {
            String[] parts = line.split(" ", 3);
            leases.add(new Lease(
                    UUID.randomUUID(),
                    UUID.fromString(parts[0]),
                    1,
                    Integer.parseInt(parts[1]),
                    "sub" + parts[1],
                    "renter",
                    new Secret("password"),
                    new Secret("token"),
                    parts[2],
                    Instant.EPOCH,
                    null));
        }
        return leases;
    }
}
