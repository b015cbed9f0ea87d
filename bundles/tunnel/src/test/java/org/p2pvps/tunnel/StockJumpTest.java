package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Lease;

/** A renter with OpenSSH and the line that the site shows. Skipped where there is no OpenSSH. */
class StockJumpTest {
    @TempDir
    Path folder;

    private final JumpBook book = new JumpBook();
    private final UUID rita = UUID.randomUUID();
    private TestServer server;
    private TestDevice device;
    private SshServer container;
    private Lease lease;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh")), "OpenSSH's client is not installed");
        Path key = folder.resolve("id");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                        .start()
                        .waitFor())
                .isZero();
        server = new TestServer(folder, Map.of(), book.sources());
        book.hold(
                rita,
                AuthorizedKeyEntry.parseAuthorizedKeyEntry(Files.readString(folder.resolve("id.pub")))
                        .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        server.service.handleEvent(new Event(Topics.ACCOUNT_KEYS_CHANGED, Map.of(Topics.ID, rita.toString())));
        container = container();
        device = new TestDevice();
        lease = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(rita, lease, "My Pi");
        device.open(server, lease.deviceId().toString(), lease.sshPort(), container.getPort());
        config = folder.resolve("config");
        Files.writeString(
                config,
                """
                BatchMode yes
                IdentitiesOnly yes
                IdentityFile %s
                StrictHostKeyChecking no
                UserKnownHostsFile /dev/null
                """
                        .formatted(key));
    }

    private static SshServer container() throws IOException {
        SshServer sshd = SshServer.setUpDefaultServer();
        sshd.setHost("127.0.0.1");
        sshd.setPort(0);
        sshd.setKeyPairProvider(KeyPairProvider.wrap(List.of(TestDevice.newKey())));
        sshd.setPublickeyAuthenticator((user, key, session) -> user.equals("renter"));
        sshd.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        sshd.start();
        return sshd;
    }

    @AfterEach
    void stop() throws IOException {
        if (device != null) {
            device.close();
            container.close();
            server.close();
        }
    }

    private String ssh(int status, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/ssh", "-F", config.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(status);
        return said;
    }

    private String jumpHost() {
        return "jump@127.0.0.1:" + server.port();
    }

    @Test
    void jumpsToADeviceByNameAndBySubdomain() throws Exception {
        assertThat(ssh(0, "-J", jumpHost(), "renter@my-pi", "echo here")).contains("here");
        assertThat(ssh(0, "-o", "ProxyJump=" + jumpHost(), "renter@" + lease.subdomain(), "echo here"))
                .contains("here");
    }

    @Test
    void opensAPlainStreamToADevice() throws Exception {
        assertThat(ssh(0, "-W", "my-pi:22", "-p", "" + server.port(), "jump@127.0.0.1"))
                .contains("SSH-2.0");
    }

    @Test
    void readsWhyItIsRefused() throws Exception {
        assertThat(ssh(255, "-J", jumpHost(), "renter@nowhere", "echo here")).contains("no device of this name");
        assertThat(ssh(255, "-p", "" + server.port(), "jump@127.0.0.1")).contains("use ssh -J");
    }
}
