package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices with OpenSSH, dropbear and PuTTY, and with the options that people give these. */
class StockOptionsTest extends StockScene {
    private static final int MIB = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "aes128-gcm@openssh.com, hmac-sha1",
        "aes256-gcm@openssh.com, hmac-sha1",
        "aes128-ctr, hmac-sha2-256",
        "aes256-ctr, hmac-sha2-256-etm@openssh.com",
        "aes256-ctr, hmac-sha2-512-etm@openssh.com"
    })
    void openSshMayChooseCipherAndMac(String cipher, String mac) throws Exception {
        openSshKey("ed25519", "256");
        ssh("-c", cipher, "-m", mac, "-R", forward("" + lease.sshPort()));
        awaitOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256"})
    void openSshMayChooseTheKeyExchange(String exchange) throws Exception {
        openSshKey("ed25519", "256");
        ssh("-o", "KexAlgorithms=" + exchange, "-R", forward("" + lease.sshPort()));
        awaitOpen();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ciphers=chacha20-poly1305@openssh.com",
                "Ciphers=aes128-cbc",
                "KexAlgorithms=diffie-hellman-group14-sha1"
            })
    void openSshIsToldWhatIsNotSpoken(String option) throws Exception {
        openSshKey("ed25519", "256");
        assertThat(endOf(ssh("-o", option, "-R", forward("" + lease.sshPort()))))
                .isNotZero();
        assertThat(said()).contains("no matching");
    }

    @ParameterizedTest
    @CsvSource({"aes128-gcm@openssh.com, no", "aes256-ctr, no", "aes128-gcm@openssh.com, yes"})
    void keysAreExchangedOftenWhileMuchIsCarriedBothWays(String cipher, String compression) throws Exception {
        openSshKey("ed25519", "256");
        ssh(
                "-c",
                cipher,
                "-o",
                "RekeyLimit=1M",
                "-o",
                "Compression=" + compression,
                "-R",
                forward("" + lease.sshPort()));
        awaitOpen();
        carryBothWays(12 * MIB);
        assertThat(said().split("rekeying in progress|SSH2_MSG_KEXINIT sent", -1).length)
                .as("key exchanges")
                .isGreaterThan(8);
    }

    @Test
    void dropbearCarriesMuchBothWays() throws Exception {
        dropbear("-R", forward("" + lease(dropbearKey())));
        awaitOpen();
        carryBothWays(12 * MIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*:", "0.0.0.0:", "localhost:"})
    void dropbearMayNameTheAddressInAnyWay(String address) throws Exception {
        dropbear("-R", forward(address + lease(dropbearKey())));
        awaitOpen();
    }

    @Test
    void dropbearMayHaveOptionsOfItsOwn() throws Exception {
        dropbear(
                "-T",
                "-K",
                "1",
                "-I",
                "0",
                "-o",
                "ExitOnForwardFailure=yes",
                "-c",
                "aes256-ctr",
                "-m",
                "hmac-sha2-256",
                "-R",
                forward("" + lease(dropbearKey())));
        awaitOpen();
        assertThat(server.service.refused(Refusal.REQUEST)).isZero();
    }

    @Test
    void dropbearIsToldThatItGetsNoOtherPort() throws Exception {
        lease(dropbearKey());
        Process process = dropbear("-o", "ExitOnForwardFailure=yes", "-R", forward("" + TestServer.freePort()));
        assertThat(endOf(process)).isNotZero();
    }

    @Test
    void puttyForwardsItsPort() throws Exception {
        assumeThere("/usr/bin/plink");
        openSshKey("ed25519", "256");
        run(
                "puttygen",
                folder.resolve("id").toString(),
                "-O",
                "private",
                "-o",
                folder.resolve("id.ppk").toString());
        launch(List.of(
                "plink",
                "-batch",
                "-N",
                "-P",
                "" + server.port(),
                "-i",
                folder.resolve("id.ppk").toString(),
                "-hostkey",
                server.service.endpoint().fingerprint(),
                "-R",
                forward("" + lease.sshPort()),
                lease.deviceId() + "@127.0.0.1"));
        awaitOpen();
        carryBothWays(2 * MIB);
    }

    @Test
    void masterMayBeAskedForForwardingsAndTheirEnd() throws Exception {
        openSshKey("ed25519", "256");
        String control = folder.resolve("control").toString();
        ssh("-M", "-S", control);
        Eventually.within(PATIENCE, "the master is there", () -> Files.exists(folder.resolve("control")));
        String forward = forward("" + lease.sshPort());
        int other = TestServer.freePort();

        for (int round = 0; round < 3; round++) {
            assertThat(ask(control, "forward", "-R", forward)).isZero();
            awaitOpen();
            assertThat(ask(control, "forward", "-R", forward("" + other))).isNotZero();
            assertThat(ask(control, "check")).isZero();
            assertThat(TestServer.echoes(lease.sshPort())).isTrue();

            assertThat(ask(control, "cancel", "-R", forward)).isZero();
            Eventually.within(PATIENCE, "it is closed", () -> server.service.isFree(lease.sshPort()));
        }
        assertThat(ask(control, "exit")).isZero();
        Eventually.within(PATIENCE, "it is gone", () -> server.service.connections() == 0);
    }

    /** Whatever a person tries with a device's key: it is refused at once, and the tunnel that stands takes no notice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t",
                "-tt",
                "-A",
                "-X",
                "-Y",
                "-s sftp",
                "-W 127.0.0.1:22",
                "-w any:any",
                "-A id",
                "-X id",
                "-o SendEnv=LANG id"
            })
    void allElseIsRefusedAtOnce(String options) throws Exception {
        openSshKey("ed25519", "256");
        String control = folder.resolve("control").toString();
        ssh("-M", "-S", control, "-R", forward("" + lease.sshPort()));
        awaitOpen();

        List<String> command = new java.util.ArrayList<>(List.of("ssh", "-F", "none", "-S", control));
        List<String> words = List.of(options.split(" "));
        boolean hasCommand = options.endsWith(" id") || options.endsWith("sftp");
        command.addAll(hasCommand ? words.subList(0, words.size() - 1) : words);
        command.add("x@127.0.0.1");
        command.addAll(hasCommand ? words.subList(words.size() - 1, words.size()) : List.of());

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(folder.resolve("other.log").toFile())
                .start();
        assertThat(endOf(process)).isNotZero();
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void filesAreNeitherTakenNorGiven() throws Exception {
        openSshKey("ed25519", "256");
        List<String> common = List.of(
                "-F",
                "none",
                "-i",
                folder.resolve("id").toString(),
                "-P",
                "" + server.port(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null");
        String there = lease.deviceId() + "@127.0.0.1";
        for (List<String> program : List.of(List.of("scp"), List.of("scp", "-O"), List.of("sftp"))) {
            List<String> command = new java.util.ArrayList<>(program);
            command.addAll(common);
            command.add(there + ":/etc/passwd");
            command.add(folder.resolve("got").toString());
            assertThat(endOf(launch(command))).isNotZero();
        }
        assertThat(folder.resolve("got")).doesNotExist();
    }

    /** Who listens locally and sends it here gets nowhere, and its tunnel stays. */
    @Test
    void localAndDynamicForwardingsLeadNowhere() throws Exception {
        openSshKey("ed25519", "256");
        int local = TestServer.freePort();
        int socks = TestServer.freePort();
        ssh("-L", local + ":127.0.0.1:" + container.port(), "-D", "" + socks, "-R", forward("" + lease.sshPort()));
        awaitOpen();
        try (Socket socket = TestServer.connect(local)) {
            TestServer.awaitCut(socket);
        }
        try (Socket socket = TestServer.connect(socks)) {
            socket.getOutputStream().write(new byte[] {5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, 0, 22});
            TestServer.awaitCut(socket);
        }
        assertThat(server.service.refused(Refusal.CHANNEL)).isEqualTo(2);
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void keyScanFindsTheOneKey() throws Exception {
        assumeThere("/usr/bin/ssh-keyscan");
        String[] types = {"ed25519", "rsa", "ecdsa", "dsa", "ecdsa-sk,ed25519-sk", "rsa,ecdsa,ed25519"};
        for (String type : types) {
            Process process = new ProcessBuilder(
                            "ssh-keyscan", "-T", "10", "-p", "" + server.port(), "-t", type, "127.0.0.1")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (type.contains("ed25519") && !type.contains("sk")) {
                assertThat(found.strip()).endsWith(server.service.endpoint().hostKey());
            } else {
                assertThat(found).doesNotContain("AAAA");
            }
        }
        Eventually.within(PATIENCE, "all are gone", () -> server.service.connections() == 0);
    }

    @Test
    void portScannersHearTheGreetingAndNoMore() throws Exception {
        openSshKey("ed25519", "256");
        for (String greeting :
                List.of("", "\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "HELP\r\n", "\u0000\u0001\u0002\u0003")) {
            try (Socket socket = TestServer.connect(server.port())) {
                socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                assertThat(rest(socket)).isIn("SSH-2.0-p2pvps\r\n", "");
            }
        }
        for (int number = 0; number < 200; number++) {
            TestServer.connect(server.port()).close();
        }
        ssh("-R", forward("" + lease.sshPort()));
        awaitOpen();
        Eventually.within(PATIENCE, "the scanners are gone", () -> server.service.connections() == 1);
    }

    private static String rest(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    /** So many bytes to the container and back through the leased port, at once, unharmed. */
    private void carryBothWays(int size) throws Exception {
        byte[] sent = new byte[size];
        new Random(3).nextBytes(sent);
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    renter.getOutputStream().write(sent);
                    renter.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            byte[] received = renter.getInputStream().readNBytes(size);
            sending.get(60, TimeUnit.SECONDS);
            assertThat(Arrays.equals(received, sent)).isTrue();
            assertThat(renter.getInputStream().read()).isEqualTo(-1);
        }
    }

    private int ask(String control, String order, String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("ssh", "-F", "none", "-S", control, "-O", order));
        command.addAll(List.of(options));
        command.add("x@127.0.0.1");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile())
                .start();
        return endOf(process);
    }

    private int endOf(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said()).isTrue();
        return process.exitValue();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("client.log"), StandardCharsets.ISO_8859_1);
    }

    private String dropbearKey() throws Exception {
        assumeThere("/usr/bin/dbclient");
        String made = run(
                "dropbearkey", "-t", "ed25519", "-f", folder.resolve("dropbear").toString());
        return made.lines().filter(line -> line.startsWith("ssh-")).findFirst().orElseThrow();
    }

    /** A lease for a device with that key; its port. */
    private int lease(String key) throws IOException {
        lease = server.leases.allot(TestServer.freePort(), key);
        return lease.sshPort();
    }

    private Process dropbear(String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("dbclient", "-y", "-y", "-N", "-i"));
        command.add(folder.resolve("dropbear").toString());
        command.addAll(List.of("-p", "" + server.port()));
        command.addAll(List.of(options));
        command.add(lease.deviceId() + "@127.0.0.1");
        return launch(command);
    }
}
