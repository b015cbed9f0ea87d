package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Lease;

/** Renters' programs on their way through the jump host to OpenSSH's server. Skipped where one is missing. */
class StockJumpOptionsTest {
    private static final String USER = System.getProperty("user.name");
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final JumpBook book = new JumpBook();
    private final UUID rita = UUID.randomUUID();
    private final List<Process> processes = new ArrayList<>();
    private int containerPort;
    private TestServer server;
    private TestDevice device;
    private Lease lease;

    @BeforeEach
    void start() throws Exception {
        assumeThere("/usr/bin/ssh");
        assumeThere("/usr/sbin/sshd");
        assertThat(run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file("id")))
                .isZero();
        startContainer();
        server = new TestServer(folder, Map.of(), book.sources());
        book.hold(
                rita,
                AuthorizedKeyEntry.parseAuthorizedKeyEntry(Files.readString(folder.resolve("id.pub")))
                        .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        server.service.handleEvent(new Event(Topics.ACCOUNT_KEYS_CHANGED, Map.of(Topics.ID, rita.toString())));
        device = new TestDevice();
        lease = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(rita, lease, "My Pi");
        device.open(server, lease.deviceId().toString(), lease.sshPort(), containerPort);
        writeConfig("");
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        if (device != null) {
            device.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void startContainer() throws Exception {
        assertThat(run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file("container")))
                .isZero();
        Files.copy(folder.resolve("id.pub"), folder.resolve("authorized"));
        containerPort = TestServer.freePort();
        Path settings = folder.resolve("sshd_config");
        Files.writeString(
                settings,
                """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PidFile none
                PermitRootLogin yes
                Subsystem sftp internal-sftp
                """
                        .formatted(containerPort, file("container"), file("authorized")));
        if (USER.equals("root")) {
            // As its own start script does.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Process sshd = launch("/usr/sbin/sshd", "-D", "-e", "-f", settings.toString());
        Eventually.within(TestDevice.PATIENCE, "the container listens", () -> !sshd.isAlive() || greets(containerPort));
        Assumptions.assumeTrue(sshd.isAlive(), () -> "sshd does not run here: " + log());
    }

    private static boolean greets(int port) throws IOException {
        try (Socket socket = TestServer.connect(port)) {
            return socket.getInputStream().read() == 'S';
        }
    }

    /** What a renter has in {@code ~/.ssh/config}. */
    private void writeConfig(String ofJumpHost) throws IOException {
        Files.writeString(
                folder.resolve("config"),
                """
                Host pi
                  HostName my-pi
                  User %s
                  ProxyJump server
                Host server
                  HostName 127.0.0.1
                  Port %d
                  User jump
                %s
                Host *
                  BatchMode yes
                  IdentitiesOnly yes
                  IdentityFile %s
                  StrictHostKeyChecking no
                  UserKnownHostsFile /dev/null
                  LogLevel ERROR
                """
                        .formatted(USER, server.port(), ofJumpHost, file("id")));
    }

    private static void assumeThere(String program) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Process launch(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private int run(String... command) throws Exception {
        Process process = launch(command);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(log()).isTrue();
        return process.exitValue();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ssh} with the renter's configuration, which is to do what it is asked. */
    private void ssh(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ssh", "-F", file("config")));
        command.addAll(List.of(arguments));
        assertThat(run(command.toArray(String[]::new))).as(log()).isZero();
    }

    private Path randomFile(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(5).nextBytes(bytes);
        return Files.write(folder.resolve("sent"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scp", "scp -O"})
    void copiesFilesBothWays(String program) throws Exception {
        Path sent = randomFile(3 * MIB);
        String[] there = (program + " -F " + file("config") + " " + sent + " pi:" + file("there")).split(" ");
        String[] back = (program + " -F " + file("config") + " pi:" + file("there") + " " + file("back")).split(" ");

        assertThat(run(there)).as(log()).isZero();
        assertThat(run(back)).as(log()).isZero();

        assertThat(folder.resolve("back")).hasSameBinaryContentAs(sent);
    }

    @Test
    void transfersFilesInteractively() throws Exception {
        Path sent = randomFile(MIB);
        Path batch = Files.writeString(
                folder.resolve("batch"),
                "put " + sent + " " + file("there") + "\nget " + file("there") + " " + file("back") + "\nls /\n");

        assertThat(run("sftp", "-F", file("config"), "-b", batch.toString(), "pi"))
                .as(log())
                .isZero();

        assertThat(folder.resolve("back")).hasSameBinaryContentAs(sent);
    }

    @Test
    void synchronisesFolders() throws Exception {
        assumeThere("/usr/bin/rsync");
        Files.createDirectory(folder.resolve("many"));
        for (int number = 0; number < 50; number++) {
            Files.write(folder.resolve("many").resolve("file" + number), new byte[number * 1000]);
        }
        String shell = "ssh -F " + file("config");

        assertThat(run("rsync", "-az", "-e", shell, file("many"), "pi:" + file("there")))
                .as(log())
                .isZero();
        assertThat(run("rsync", "-az", "--delete", "-e", shell, "pi:" + file("there") + "/", file("back")))
                .as(log())
                .isZero();

        assertThat(folder.resolve("back/many")).isDirectoryContaining("glob:**file49");
    }

    @Test
    void goesByProxyCommand() throws Exception {
        String proxy = "ssh -F " + file("config") + " -W %h:%p server";
        ssh("-o", "ProxyJump=none", "-o", "ProxyCommand=" + proxy, USER + "@my-pi", "true");
    }

    @Test
    void exchangesKeysOftenOnBothConnections() throws Exception {
        writeConfig("  RekeyLimit 1M\n");
        Path sent = randomFile(8 * MIB);
        assertThat(run("scp", "-F", file("config"), "-o", "RekeyLimit=1M", sent.toString(), "pi:" + file("there")))
                .as(log())
                .isZero();
        assertThat(run("scp", "-F", file("config"), "-o", "RekeyLimit=1M", "pi:" + file("there"), file("back")))
                .as(log())
                .isZero();
        assertThat(folder.resolve("back")).hasSameBinaryContentAs(sent);
    }

    @Test
    void sharesOneConnectionToTheJumpHost() throws Exception {
        writeConfig("  ControlMaster auto\n  ControlPersist 30\n  ControlPath " + file("jump.ctl") + "\n");
        for (int number = 0; number < 5; number++) {
            ssh("pi", "true");
        }
        assertThat(server.service.connections()).isEqualTo(2);
        ssh("-O", "exit", "server");
        Eventually.within(TestDevice.PATIENCE, "the renter is gone", () -> server.service.connections() == 1);
    }

    @Test
    void sharesOneConnectionToTheDevice() throws Exception {
        launch("ssh", "-F", file("config"), "-M", "-S", file("pi.ctl"), "-N", "pi");
        Eventually.within(TestDevice.PATIENCE, "the master is there", () -> Files.exists(folder.resolve("pi.ctl")));
        Path sent = randomFile(MIB);
        assertThat(run(
                        "scp",
                        "-F",
                        file("config"),
                        "-o",
                        "ControlPath=" + file("pi.ctl"),
                        sent.toString(),
                        "pi:" + file("there")))
                .as(log())
                .isZero();
        ssh("-S", file("pi.ctl"), "-O", "exit", "pi");
    }

    @Test
    void goesOnOverFurtherHops() throws Exception {
        ssh(
                "-J",
                "jump@127.0.0.1:" + server.port() + "," + USER + "@my-pi",
                "-p",
                "" + containerPort,
                USER + "@localhost",
                "true");
    }

    @Test
    void forwardsPortsOfTheDeviceBothWays() throws Exception {
        try (EchoServer inside = new EchoServer()) {
            int local = TestServer.freePort();
            int remote = TestServer.freePort();
            launch(
                    "ssh",
                    "-F",
                    file("config"),
                    "-N",
                    "-A",
                    "-C",
                    "-L",
                    local + ":127.0.0.1:" + inside.port(),
                    "-R",
                    remote + ":127.0.0.1:" + inside.port(),
                    "pi");
            Eventually.within(TestDevice.PATIENCE, "-L carries", () -> TestServer.echoes(local));
            Eventually.within(TestDevice.PATIENCE, "-R carries", () -> TestServer.echoes(remote));
        }
    }

    /** {@code -L} at the jump host itself is a jump; {@code -D} is, to devices and nowhere else; {@code -R} is refused. */
    @Test
    void forwardsAtTheJumpHostLeadToDevicesOnly() throws Exception {
        int local = TestServer.freePort();
        int elsewhere = TestServer.freePort();
        launch(
                "ssh",
                "-F",
                file("config"),
                "-N",
                "-L",
                local + ":my-pi:22",
                "-L",
                elsewhere + ":127.0.0.1:" + containerPort,
                "-R",
                TestServer.freePort() + ":127.0.0.1:22",
                "server");
        Eventually.within(TestDevice.PATIENCE, "the device greets", () -> greets(local));
        try (Socket socket = TestServer.connect(elsewhere)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(server.service.refused(Refusal.REQUEST)).isPositive();
    }
}
