package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.device.Lease;

/** Machines without the agent: OpenSSH and dropbear with all their keys and options. Skipped where they are missing. */
class StockDeviceTest {
    private static final Duration PATIENCE = TestDevice.PATIENCE;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private TestServer server;
    private EchoServer container;
    private Lease lease;

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

    private static void assumeThere(String program) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Process launch(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("client.log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** A device with an OpenSSH key of that type. */
    private void openSshKey(String type, String bits) throws Exception {
        assumeThere("/usr/bin/ssh");
        Path key = folder.resolve("id");
        run("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", key.toString());
        lease = server.leases.allot(
                TestServer.freePort(),
                Files.readString(folder.resolve("id.pub")).strip());
    }

    private Process ssh(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/ssh", "-F", "none", "-N", "-vvv", "-i"));
        command.add(folder.resolve("id").toString());
        command.addAll(
                List.of("-p", Integer.toString(server.port()), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"));
        command.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
        command.addAll(List.of(options));
        command.add(lease.deviceId() + "@127.0.0.1");
        return launch(command);
    }

    private String forward(String listen) {
        return listen + ":127.0.0.1:" + container.port();
    }

    private void awaitOpen() {
        Eventually.within(PATIENCE, "the tunnel is open", () -> server.service.isOpen(lease.deviceId()));
        Eventually.within(PATIENCE, "it carries", () -> TestServer.echoes(lease.sshPort()));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "ecdsa, 256", "ecdsa, 384", "rsa, 2048", "rsa, 4096"})
    void openSshComesWithAnyKey(String type, String bits) throws Exception {
        openSshKey(type, bits);
        ssh("-R", forward("" + lease.sshPort()));
        awaitOpen();
    }

    @Test
    void openSshDoesNotComeWithSha1() throws Exception {
        openSshKey("rsa", "2048");
        Process process = ssh("-o", "PubkeyAcceptedAlgorithms=ssh-rsa", "-R", forward("" + lease.sshPort()));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(server.service.isOpen(lease.deviceId())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*:", "0.0.0.0:", "localhost:"})
    void openSshMayNameTheAddressInAnyWay(String address) throws Exception {
        openSshKey("ed25519", "256");
        ssh("-R", forward(address + lease.sshPort()));
        awaitOpen();
    }

    @Test
    void openSshMayHaveOptionsOfItsOwn() throws Exception {
        openSshKey("ed25519", "256");
        ssh(
                "-C",
                "-M",
                "-S",
                folder.resolve("control").toString(),
                "-o",
                "ServerAliveInterval=1",
                "-o",
                "ServerAliveCountMax=2",
                "-o",
                "ExitOnForwardFailure=yes",
                "-o",
                "TCPKeepAlive=yes",
                "-R",
                forward("" + lease.sshPort()));
        awaitOpen();
        // It would go by itself if the server did not answer it.
        Eventually.within(
                PATIENCE,
                "it asked and was answered",
                () -> Files.readString(folder.resolve("client.log"))
                                .split("client_alive_|server_alive|type 82|type 81", -1)
                                .length
                        > 3);
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void openSshKeepsItsPortWhenAnotherIsRefused() throws Exception {
        openSshKey("ed25519", "256");
        ssh("-R", forward("" + lease.sshPort()), "-R", forward("" + TestServer.freePort()));
        awaitOpen();

        assertThat(server.service.refused(Refusal.FORWARD_PORT)).isEqualTo(1);
    }

    @Test
    void openSshGetsNoPortOfTheServersChoice() throws Exception {
        openSshKey("ed25519", "256");
        Process process = ssh("-o", "ExitOnForwardFailure=yes", "-R", forward("0"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(server.service.refused(Refusal.FORWARD_PORT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void dropbearComesWithAnyKey(String type) throws Exception {
        assumeThere("/usr/bin/dbclient");
        String key = folder.resolve("dropbear").toString();
        String made = run("dropbearkey", "-t", type, "-f", key);
        String line = made.lines()
                .filter(each -> each.startsWith("ssh-") || each.startsWith("ecdsa-"))
                .findFirst()
                .orElseThrow();
        lease = server.leases.allot(TestServer.freePort(), line);
        launch(List.of(
                "/usr/bin/dbclient",
                "-y",
                "-y",
                "-N",
                "-K",
                "5",
                "-i",
                key,
                "-p",
                "" + server.port(),
                "-R",
                forward("" + lease.sshPort()),
                lease.deviceId() + "@127.0.0.1"));
        awaitOpen();
    }
}
