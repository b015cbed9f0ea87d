package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.tunnel.Tunnels.Probe;
import org.p2pvps.protocol.ErrorCode;

/** The server's own look into a container. */
class ProbeTest extends DeviceScene {
    private SshServer container(String password, CommandFactory commands) throws IOException {
        SshServer sshd = SshServer.setUpDefaultServer();
        sshd.setHost("127.0.0.1");
        sshd.setPort(0);
        sshd.setKeyPairProvider(KeyPairProvider.wrap(List.of(TestDevice.newKey())));
        sshd.setPasswordAuthenticator((user, given, session) -> user.equals("renter") && given.equals(password));
        sshd.setCommandFactory(commands);
        sshd.start();
        open(sshd.getPort());
        return sshd;
    }

    private static CommandFactory saying(String shell) {
        return (channel, command) ->
                ProcessShellCommandFactory.INSTANCE.createCommand(channel, "sh -c '" + shell + "'");
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> server.service.probe(lease))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.DEVICE_NOT_AVAILABLE))
                .hasMessageContaining(message);
    }

    @Test
    void seesProcessorsAndMemory() throws IOException {
        try (SshServer sshd = container(
                "password",
                (channel, command) ->
                        ProcessShellCommandFactory.INSTANCE.createCommand(channel, "sh -c \"" + command + "\""))) {
            Probe probe = server.service.probe(lease);

            assertThat(probe.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(probe.memoryMib()).isGreaterThan(100);
            assertThat(sshd.isOpen()).isTrue();
        }
    }

    @Test
    void failsWithAWrongPassword() throws IOException {
        try (SshServer sshd = container("another", saying("echo 1"))) {
            assertFails("authentication");
            assertThat(sshd.isOpen()).isTrue();
        }
    }

    @Test
    void failsOnNonsenseAndImpossibleHardware() throws IOException {
        try (SshServer sshd = container("password", saying("echo 0; echo 1000 kB"))) {
            assertFails("impossible");
            assertThat(sshd.isOpen()).isTrue();
        }
    }

    @Test
    void takesNoFloodOfOutput() throws IOException {
        try (SshServer sshd = container("password", saying("cat /dev/zero"))) {
            long start = System.nanoTime();
            assertFails("");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
            assertThat(sshd.isOpen()).isTrue();
        }
    }

    @Test
    void doesNotWaitForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            open(silent.getLocalPort());
            long start = System.nanoTime();
            assertFails("");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        }
    }

    @Test
    void failsWithoutATunnel() {
        assertFails("");
    }
}
