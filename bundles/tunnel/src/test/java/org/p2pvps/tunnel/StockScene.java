package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/** A server, and a device that comes with a program from a package. Skipped where that is missing. */
abstract class StockScene {
    static final Duration PATIENCE = TestDevice.PATIENCE;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    TestServer server;
    EchoServer container;
    Lease lease;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.in(folder);
        container = new EchoServer();
    }

    @AfterEach
    void stop() throws IOException {
        processes.forEach(Process::destroyForcibly);
        container.close();
        server.close();
    }

    static void assumeThere(String program) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }

    String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    Process launch(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("client.log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** A device with an OpenSSH key of that type. */
    void openSshKey(String type, String bits) throws Exception {
        assumeThere("/usr/bin/ssh");
        Path key = folder.resolve("id");
        run("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", key.toString());
        lease = server.leases.allot(
                TestServer.freePort(),
                Files.readString(folder.resolve("id.pub")).strip());
    }

    Process ssh(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/ssh", "-F", "none", "-N", "-vvv", "-i"));
        command.add(folder.resolve("id").toString());
        command.addAll(
                List.of("-p", Integer.toString(server.port()), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"));
        command.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
        command.addAll(List.of(options));
        command.add(lease.deviceId() + "@127.0.0.1");
        return launch(command);
    }

    String forward(String listen) {
        return listen + ":127.0.0.1:" + container.port();
    }

    void awaitOpen() {
        Eventually.within(PATIENCE, "the tunnel is open", () -> server.service.isOpen(lease.deviceId()));
        Eventually.within(PATIENCE, "it carries", () -> TestServer.echoes(lease.sshPort()));
    }
}
