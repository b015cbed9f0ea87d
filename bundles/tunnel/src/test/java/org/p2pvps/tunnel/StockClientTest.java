package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/** The stock OpenSSH client as a device. Skipped where there is none. */
class StockClientTest {
    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private TestServer server;
    private EchoServer container;
    private Lease lease;
    private Path key;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "OpenSSH's client is not installed");
        server = TestServer.in(folder);
        container = new EchoServer();
        java.security.KeyPair pair = TestDevice.newKey();
        key = folder.resolve("id");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        }
        lease = server.leases.allot(TestServer.freePort(), PublicKeyEntry.toString(pair.getPublic()));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + server.port() + " " + server.service.endpoint().hostKey() + "\n");
    }

    @AfterEach
    void stop() throws IOException {
        processes.forEach(Process::destroyForcibly);
        if (server != null) {
            container.close();
            server.close();
        }
    }

    private Process ssh(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/ssh",
                "-F",
                "none",
                "-i",
                key.toString(),
                "-p",
                Integer.toString(server.port()),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "ExitOnForwardFailure=yes",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ssh.log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String user() {
        return lease.deviceId() + "@127.0.0.1";
    }

    private Process forward(String bind) throws IOException {
        return ssh("-N", "-R", bind + lease.sshPort() + ":127.0.0.1:" + container.port(), user());
    }

    private void awaitOpen() {
        Eventually.within(TestDevice.PATIENCE, "the tunnel is open", () -> server.service.isOpen(lease.deviceId()));
    }

    private int exitOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void forwardsItsPort() throws Exception {
        forward("");
        awaitOpen();

        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void forwardsWithAWildcard() throws Exception {
        forward("*:");
        awaitOpen();

        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void isRefusedASecondPort() throws Exception {
        int other = TestServer.freePort();
        Process process = ssh("-N", "-R", other + ":127.0.0.1:" + container.port(), user());

        assertThat(exitOf(process)).isNotZero();
        assertThat(server.service.refused(Refusal.FORWARD_PORT)).isEqualTo(1);
    }

    @Test
    void isRefusedAShellACommandAndASubsystem() throws Exception {
        assertThat(exitOf(ssh(user()))).isNotZero();
        assertThat(exitOf(ssh(user(), "id"))).isNotZero();
        assertThat(exitOf(ssh("-s", user(), "sftp"))).isNotZero();
        assertThat(exitOf(ssh("-W", "127.0.0.1:" + server.port(), user()))).isNotZero();

        assertThat(server.service.refused(Refusal.CHANNEL)).isEqualTo(4);
    }

    @Test
    void killedClientFreesThePortForTheNext() throws Exception {
        Process first = forward("");
        awaitOpen();
        first.destroyForcibly();
        Eventually.within(TestDevice.PATIENCE, "the port is free", () -> server.service.isFree(lease.sshPort()));

        forward("");
        awaitOpen();
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void frozenClientMakesWayForTheNextAtOnce() throws Exception {
        Process first = forward("");
        awaitOpen();
        new ProcessBuilder("kill", "-STOP", Long.toString(first.pid())).start().waitFor();

        forward("");
        Eventually.within(TestDevice.PATIENCE, "the next serves", () -> TestServer.echoes(lease.sshPort()));
    }

    @Test
    void frozenClientIsNoticed() throws Exception {
        Process first = forward("");
        awaitOpen();
        new ProcessBuilder("kill", "-STOP", Long.toString(first.pid())).start().waitFor();

        Eventually.within(
                Duration.ofSeconds(40), "the loss is noticed", () -> !server.service.isOpen(lease.deviceId()));
        assertThat(server.service.isFree(lease.sshPort())).isTrue();
    }

    @Test
    void hostKeyIsReadableByOpenSsh() throws Exception {
        Process keygen = new ProcessBuilder(
                        "ssh-keygen",
                        "-y",
                        "-P",
                        "",
                        "-f",
                        folder.resolve("host").toString())
                .redirectErrorStream(true)
                .start();
        String line = new String(keygen.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(line).startsWith(server.service.endpoint().hostKey());
    }
}
