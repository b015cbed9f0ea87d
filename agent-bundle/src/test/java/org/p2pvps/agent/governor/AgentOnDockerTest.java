package org.p2pvps.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.container.SshGreeting;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.agent.engine.docker.DockerEngine;
import org.p2pvps.agent.engine.docker.RealDocker;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.agent.testing.FakeServer;
import org.p2pvps.agent.testing.FreePorts;
import org.p2pvps.agent.tunnel.SshServerFixture;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.RegisterAnswer;

/** The whole agent with a real engine, the real image and a real SSH server. */
@EnabledIfEnvironmentVariable(named = RealDocker.VARIABLE, matches = ".+")
class AgentOnDockerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private final FakeServer server = new FakeServer();
    private final SshServerFixture ssh = new SshServerFixture();
    private final DockerEngine engine = new DockerEngine(RealDocker.host());
    private final int port = FreePorts.one();
    private Agent agent;

    @BeforeEach
    void offerImage() throws Exception {
        server.archive = Files.readAllBytes(RealDocker.archive());
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(server.archive));
        server.image = new RegisterAnswer.Image(
                "p2pvps/test:" + digest.substring(0, 12), digest, server.address() + "/api/v1/images/test");
        server.tunnel = ssh.endpoint(port);
        start();
    }

    @AfterEach
    void stop() {
        agent.close();
        held().forEach(container -> engine.destroy(container.id()));
        ssh.close();
        server.close();
    }

    @Test
    void servesSshThroughTheTunnelAndWipesAtTheEnd() throws Exception {
        awaitRunning(1);
        acceptTunnel();
        Eventually.holds(
                "greeting through the tunnel", PATIENCE, () -> greeting().startsWith("SSH-2.0-OpenSSH"));
        String first = held().get(0).id();
        assertThat(run(first, "id -nG user1").split(" ")).contains("sudo");
        run(first, "touch /marker");
        ContainerView view = engine.inspect(first).orElseThrow();
        assertThat(view.limits()).isEqualTo(FakeServer.LIMITS);
        assertThat(agent.status().trouble()).isEmpty();

        server.reset();
        awaitRunning(2);
        assertThat(engine.inspect(first)).isEmpty();
        assertThat(run(held().get(0).id(), "ls /marker 2>&1 || true")).contains("No such file");
        assertThat(run(held().get(0).id(), "id user1 2>&1 || true")).contains("no such user");
        acceptTunnel();
        Eventually.holds(
                "greeting through the new tunnel", PATIENCE, () -> greeting().startsWith("SSH-2.0-OpenSSH"));
    }

    @Test
    void adoptsTheContainerAfterItsOwnRestart() throws Exception {
        awaitRunning(1);
        String id = held().get(0).id();
        run(id, "touch /marker");
        agent.close();
        start();
        awaitRunning(1);
        assertThat(held().get(0).id()).isEqualTo(id);
        assertThat(run(id, "ls /marker")).contains("/marker");
    }

    @Test
    void followsTheContainerToItsNewAddress() throws Exception {
        awaitRunning(1);
        acceptTunnel();
        Eventually.holds("greeting", PATIENCE, () -> greeting().startsWith("SSH-"));
        ProcessBuilder restart = new ProcessBuilder(
                "docker",
                "-H",
                RealDocker.host(),
                "restart",
                "-t",
                "1",
                held().get(0).id());
        assertThat(restart.start().waitFor()).isZero();
        Eventually.holds("greeting again", PATIENCE, () -> greeting().startsWith("SSH-"));
    }

    private void acceptTunnel() {
        ssh.accept(server.registrations
                .get(server.registrations.size() - 1)
                .get("tunnelKey")
                .asText());
    }

    private String greeting() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3000);
            return new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        }
    }

    private String run(String id, String command) {
        return engine.run(id, List.of("x"), "cat > /dev/null; " + command).output();
    }

    private List<HeldContainer> held() {
        return engine.containersOf(server.deviceId);
    }

    private void awaitRunning(int generation) {
        Eventually.holds("generation " + generation + " runs", PATIENCE, () -> {
            AgentStatus status = agent.status();
            return status.container() == ContainerStatus.RUNNING
                    && status.generation() == generation
                    && held().size() == 1
                    && held().get(0).generation() == generation;
        });
    }

    private void start() throws IOException {
        Files.writeString(home.resolve("device.json"), server.deviceFile());
        AgentSettings settings = new AgentSettings(
                home.resolve("device.json"), home.resolve("state"), RealDocker.host(), "", "1.0.0.test");
        agent = Agent.start(settings, engine, SshGreeting.overTcp(), Clock.systemUTC());
    }
}
