package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines without the agent: OpenSSH and dropbear with all their keys. */
class StockDeviceTest extends StockScene {
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
    @ValueSource(strings = {"", ":", "*:", "0.0.0.0:", "localhost:", "127.0.0.1:", "[::]:", "[::1]:"})
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
