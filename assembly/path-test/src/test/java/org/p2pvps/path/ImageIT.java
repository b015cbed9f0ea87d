package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The renter's image by itself: what the agent relies on. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageIT {
    private static final String IMAGE = "p2pvps-image-test:latest";
    private static final String CONTAINER = "p2pvps-image-test";
    private static final String USER = "amber-otter";
    private static final String PASSWORD = "first:Secret-word";
    private static final List<String> CAPABILITIES = List.of(
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "SETGID",
            "SETUID",
            "SETPCAP",
            "NET_BIND_SERVICE",
            "SYS_CHROOT",
            "AUDIT_WRITE");

    private final World world;
    private final DockerEngine engine;
    private final SshClient ssh;
    private String hostKeys;

    ImageIT(World world) {
        this.world = world;
        this.engine = world.engine();
        this.ssh = new SshClient(world.folder("image"));
        engine.docker("import", World.image().toString(), IMAGE).must();
        engine.docker(createContainer()).must();
        Eventually.until(Duration.ofSeconds(20), "sshd", () -> !answer(22).isEmpty());
    }

    private static String[] createContainer() {
        List<String> words = new java.util.ArrayList<>(List.of("run", "--detach", "--name", CONTAINER));
        words.addAll(List.of("--memory", "256m", "--pids-limit", "100", "--cap-drop", "ALL"));
        CAPABILITIES.forEach(capability -> words.addAll(List.of("--cap-add", capability)));
        words.addAll(List.of("--entrypoint", "/usr/bin/tini", IMAGE, "--", "/usr/local/sbin/p2pvps-init"));
        return words.toArray(String[]::new);
    }

    @Test
    @Order(1)
    void archiveHasNoHostKeysAndNoPackageLists() {
        String names = Programs.must("tar", "-tzf", World.image().toString());
        assertThat(names.lines()).noneMatch(name -> name.matches("./etc/ssh/ssh_host_.*|./var/lib/apt/lists/.+"));
    }

    @Test
    @Order(2)
    void accountGetsInByPasswordAndByKey() {
        account(USER, PASSWORD, ssh.publicKey()).must();
        assertThat(run("whoami")).isEqualTo(USER);
        assertThat(inHome(ssh.line(login(PASSWORD), "whoami", true)).must()).isEqualTo(USER);
    }

    @Test
    @Order(3)
    void tenantIsRootBySudo() {
        assertThat(run("sudo -n id -u")).isEqualTo("0");
    }

    @Test
    @Order(3)
    void wrongPasswordAndRootAreRefused() {
        assertThat(runWith("another-Word").ok()).isFalse();
        Login root = new Login("root", PASSWORD, address(), 22, "ssh root@" + address(), URI.create("http://x/"));
        assertThat(inHome(ssh.line(root, "true", false)).ok()).isFalse();
    }

    @Test
    @Order(4)
    void initReapsOrphans() {
        run("sh -c 'sleep 0.2 & exit 0'");
        Eventually.until(Duration.ofSeconds(5), "no zombie", () -> run("ps -eo stat= | grep -c ^Z || true")
                .equals("0"));
        assertThat(run("cat /proc/1/comm")).isEqualTo("tini");
    }

    @Test
    @Order(5)
    void usualToolsWork() {
        run("ping -c 1 127.0.0.1 && curl --version && python3 -c 'import http.server' && ip addr && less --version");
        run("test \"$(locale | grep -c C.UTF-8)\" -gt 0 && printf '\\303\\274' | grep -q '^.$'");
    }

    @Test
    @Order(6)
    void tenantsOwnPasswordOutlivesAnotherRunOfTheAgent() {
        hostKeys = hostKeys();
        engine.dockerWithInput(USER + ":my-Own-word", "exec", "-i", CONTAINER, "chpasswd")
                .must();
        account(USER, PASSWORD).must();
        assertThat(runWith("my-Own-word").ok()).isTrue();
        assertThat(runWith(PASSWORD).ok()).isFalse();
    }

    @Test
    @Order(7)
    void keysAreReplaced() {
        assertThat(inHome(ssh.line(login(PASSWORD), "true", true)).ok())
                .as("a key that the last call left out")
                .isFalse();
        account(USER, PASSWORD, ssh.publicKey(), "").must();
        assertThat(inHome(ssh.line(login(PASSWORD), "true", true)).ok()).isTrue();
    }

    @Test
    @Order(8)
    void restartKeepsHostKeysAccountAndFiles() {
        runAs("my-Own-word", "echo mine > ~/file");
        engine.docker("restart", CONTAINER).must();
        Eventually.until(
                Duration.ofSeconds(20), "sshd", () -> runWith("my-Own-word").ok());
        assertThat(hostKeys()).isEqualTo(hostKeys);
        assertThat(runAs("my-Own-word", "cat ~/file")).isEqualTo("mine");
    }

    @Test
    @Order(9)
    void startRunsRcLocal() {
        String script = "printf '#!/bin/sh\\ntouch /run/was-here\\n' > /etc/rc.local; chmod +x /etc/rc.local";
        engine.docker("exec", CONTAINER, "sh", "-c", script).must();
        engine.docker("restart", CONTAINER).must();
        Eventually.until(Duration.ofSeconds(20), "what rc.local makes", () -> engine.docker(
                        "exec", CONTAINER, "test", "-e", "/run/was-here")
                .ok());
    }

    @Test
    @Order(10)
    void anotherContainerHasOtherHostKeys() {
        engine.docker("run", "--detach", "--name", "another", "--entrypoint", "/usr/local/sbin/p2pvps-init", IMAGE)
                .must();
        Eventually.until(Duration.ofSeconds(20), "its host keys", () -> engine.docker(
                        "exec", "another", "cat", "/etc/ssh/ssh_host_ed25519_key.pub")
                .ok());
        assertThat(engine.docker("exec", "another", "cat", "/etc/ssh/ssh_host_ed25519_key.pub")
                        .must())
                .isNotEqualTo(hostKeys);
    }

    @ParameterizedTest
    @Order(11)
    @ValueSource(
            strings = {
                "",
                "amber-otter\n",
                "root\nlong-Enough-1\n",
                "daemon\nlong-Enough-1\n",
                "Amber\nlong-Enough-1\n",
                "amber otter\nlong-Enough-1\n",
                "-o\nlong-Enough-1\n",
                "other-user\nlong-Enough-1\n",
                "amber-otter\nshort\n",
                "amber-otter\nwith a space\n",
                "amber-otter\nlong-Enough-1\nssh-ed25519 AAAAnonsense\n",
                "amber-otter\nlong-Enough-1\ncommand=\"id\" ssh-ed25519 AAAA\n",
                "amber-otter\nlong-Enough-1\n; rm -rf /\n"
            })
    void refusesBadInputAndChangesNothing(String input) {
        String before = passwd();
        assertThat(engine.dockerWithInput(input, "exec", "-i", CONTAINER, "p2pvps-account")
                        .status())
                .isEqualTo(64);
        assertThat(passwd()).isEqualTo(before);
        assertThat(runWith("my-Own-word").ok()).isTrue();
    }

    @AfterAll
    void removeContainers() {
        engine.docker("rm", "--force", CONTAINER, "another");
        engine.docker("rmi", IMAGE);
    }

    private String passwd() {
        return engine.docker("exec", CONTAINER, "cat", "/etc/passwd", "/etc/shadow", "/etc/p2pvps/authorized_keys")
                .must();
    }

    private String hostKeys() {
        return engine.docker("exec", CONTAINER, "cat", "/etc/ssh/ssh_host_ed25519_key.pub")
                .must();
    }

    private Programs.Outcome account(String... lines) {
        return engine.dockerWithInput(String.join("\n", lines) + "\n", "exec", "-i", CONTAINER, "p2pvps-account");
    }

    private String run(String command) {
        return runAs(PASSWORD, command);
    }

    private String runAs(String password, String command) {
        return inHome(ssh.line(login(password), command, false), password).must();
    }

    private Programs.Outcome runWith(String password) {
        return inHome(ssh.line(login(password), "true", false), password);
    }

    private Programs.Outcome inHome(List<String> command) {
        return inHome(command, PASSWORD);
    }

    private Programs.Outcome inHome(List<String> command, String password) {
        List<String> whole = new java.util.ArrayList<>(world.network().prefix());
        whole.addAll(command);
        Map<String, String> environment = ssh.environment(password);
        return Programs.run(Duration.ofSeconds(30), environment, "", whole);
    }

    private Login login(String password) {
        String command = "ssh -p 22 " + USER + "@" + address();
        return new Login(USER, password, address(), 22, command, URI.create("http://" + address() + "/"));
    }

    private String address() {
        return engine.inspect(CONTAINER, "{{.NetworkSettings.IPAddress}}");
    }

    private String answer(int port) {
        String command = "exec 3<>/dev/tcp/%s/%d && head -n 1 <&3".formatted(address(), port);
        return inHome(List.of("timeout", "2", "bash", "-c", command)).output();
    }
}
