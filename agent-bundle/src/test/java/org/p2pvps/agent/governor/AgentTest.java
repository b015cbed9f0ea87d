package org.p2pvps.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.state.StateStore;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.agent.testing.FakeServer;
import org.p2pvps.agent.testing.SteppedClock;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.ErrorCode;

/** The whole agent against a server over HTTP and an engine in memory. */
class AgentTest {
    @TempDir
    Path home;

    private final FakeServer server = new FakeServer();
    private final FakeEngine engine = new FakeEngine();
    private final SteppedClock clock = new SteppedClock(Clock.systemUTC());
    private Agent agent;

    @BeforeEach
    void putImage() {
        engine.addImage(FakeServer.IMAGE);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
        server.close();
    }

    @Test
    void registersAndRunsTheContainer() throws IOException {
        start();
        awaitGeneration(1);
        assertThat(engine.only().accounts).containsExactly("user1/password1");
        assertThat(engine.only().spec.name())
                .isEqualTo("p2pvps-" + server.deviceId.toString().substring(0, 8) + "-1");
        assertThat(engine.only().spec.hostname()).isEqualTo("attic-pi");
        assertThat(server.registrations.get(0).get("tunnelKey").asText()).startsWith("ssh-ed25519 ");
        assertThat(server.registrations.get(0).get("wipe").isNull()).isTrue();
    }

    @Test
    void waitsForTheDeviceFile() throws IOException {
        startWithout();
        Eventually.holds("no registration", () -> server.registrations.isEmpty());
        writeDeviceFile();
        awaitGeneration(1);
    }

    @Test
    void tellsTheServerThatTheContainerRuns() throws IOException {
        start();
        Eventually.holds("report", () -> server.checkIns.stream()
                .anyMatch(said -> said.get("container").asText().equals("RUNNING")
                        && said.get("heldGeneration").asInt() == 1));
    }

    @Test
    void bringsTheRentersKeysIn() throws IOException {
        start();
        awaitGeneration(1);
        server.rent(Instant.now().plusSeconds(3600), List.of("ssh-ed25519 AAAAkey renter"));
        Eventually.holds("keys", () -> engine.only().sshKeys.equals(List.of("ssh-ed25519 AAAAkey renter")));
    }

    @Test
    void wipesAndRegistersAgainAtTheEnd() throws IOException {
        start();
        awaitGeneration(1);
        String former = engine.only().id;
        String formerKey = server.registrations.get(0).get("tunnelKey").asText();
        server.reset();
        awaitGeneration(2);
        assertThat(engine.only().id).isNotEqualTo(former);
        assertThat(engine.only().accounts).containsExactly("user2/password2");
        assertThat(lastRegistration().get("wipe").get("generation").asInt()).isEqualTo(1);
        assertThat(lastRegistration().get("wipe").get("containersLeft").asInt()).isZero();
        assertThat(lastRegistration().get("heldGeneration").asInt()).isZero();
        assertThat(lastRegistration().get("tunnelKey").asText()).isNotEqualTo(formerKey);
    }

    @Test
    void keepsTheTenantOverItsOwnRestart() throws IOException {
        start();
        awaitGeneration(1);
        String id = engine.only().id;
        agent.close();
        start();
        Eventually.holds("second registration", () -> server.registrations.size() >= 2);
        awaitGeneration(1);
        assertThat(engine.only().id).isEqualTo(id);
        assertThat(server.registrations.get(0).get("instanceId"))
                .isEqualTo(lastRegistration().get("instanceId"));
        assertThat(server.registrations.get(0).get("tunnelKey"))
                .isEqualTo(lastRegistration().get("tunnelKey"));
    }

    @Test
    void startsTheTenantsContainerWithoutAServer() throws IOException {
        start();
        awaitGeneration(1);
        agent.close();
        server.goDown();
        engine.only().state = ContainerView.State.STOPPED;
        start();
        Eventually.holds("running", () -> engine.only().state == ContainerView.State.RUNNING);
    }

    @Test
    void wipesByItselfWhenTheRentalEndsWithoutAServer() throws IOException {
        start();
        awaitGeneration(1);
        Instant end = Instant.now().plusSeconds(3600);
        server.rent(end, List.of());
        Eventually.holds("known end", () -> store().get().rentedUntil() != null);
        server.goDown();
        Eventually.holds("wiped", () -> clock.advance(60) && engine.boxes().isEmpty());
        assertThat(clock.instant()).isAfter(end);
        server.reset();
        server.comeBack();
        awaitGeneration(2);
        assertThat(lastRegistration().get("wipe").get("generation").asInt()).isEqualTo(1);
    }

    @Test
    void keepsTheTenantPastTheEndWhileTheServerAnswers() throws IOException {
        start();
        awaitGeneration(1);
        server.rent(Instant.now().minusSeconds(60), List.of());
        Eventually.holds("known end", () -> store().get().rentedUntil() != null);
        int before = server.checkIns.size();
        Eventually.holds("two more check-ins", () -> server.checkIns.size() > before + 1);
        assertThat(engine.only().spec.generation()).isEqualTo(1);
    }

    @Test
    void destroysEverythingWhenRetired() throws IOException {
        start();
        awaitGeneration(1);
        server.retire();
        Eventually.holds("destroyed", () -> engine.boxes().isEmpty());
        int registrations = server.registrations.size();
        Eventually.holds("idle", () -> agent.status().container() == ContainerStatus.NONE);
        assertThat(server.registrations).hasSize(registrations);
    }

    @Test
    void keepsTheContainerWhenItsKeyIsRefusedAndTakesANewFileUpAtOnce() throws IOException {
        start();
        awaitGeneration(1);
        server.refuse(ErrorCode.DEVICE_KEY_REVOKED);
        Eventually.holds("refused", () -> server.refusals() > 0);
        server.refuse(null);
        int before = server.registrations.size();
        Files.writeString(home.resolve("device.json"), server.deviceFileWithNewKey());
        Eventually.holds(
                "registered with the new key", Duration.ofSeconds(10), () -> server.registrations.size() > before);
        assertThat(engine.only().spec.generation()).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWhileTheEngineIsAwayAndRecovers() throws IOException {
        engine.isAbsent();
        start();
        Eventually.holds("trouble", () -> agent.status().trouble().contains("Docker can't be used"));
        Eventually.holds("trouble told", () -> server.checkIns.stream()
                .anyMatch(said -> said.get("trouble").asText().contains("Docker")));
        engine.works();
        awaitGeneration(1);
        Eventually.holds("no trouble", () -> agent.status().trouble().isEmpty());
    }

    @Test
    void destroysWhatItHoldsOfAnotherGeneration() throws IOException {
        start();
        awaitGeneration(1);
        agent.close();
        server.goDown();
        server.reset();
        server.comeBack();
        start();
        awaitGeneration(2);
    }

    private com.fasterxml.jackson.databind.JsonNode lastRegistration() {
        return server.registrations.get(server.registrations.size() - 1);
    }

    private StateStore store() throws IOException {
        return StateStore.open(home.resolve("state"), new JsonCodec());
    }

    private void awaitGeneration(int generation) {
        Eventually.holds("one running container of generation " + generation, () -> {
            FakeEngine.Box box = engine.only();
            return box.spec.generation() == generation
                    && box.state == ContainerView.State.RUNNING
                    && !box.accounts.isEmpty()
                    && agent.status().container() == ContainerStatus.RUNNING
                    && agent.status().generation() == generation;
        });
    }

    private void start() throws IOException {
        writeDeviceFile();
        startWithout();
    }

    private void startWithout() throws IOException {
        AgentSettings settings = new AgentSettings(
                home.resolve("device.json"), home.resolve("state"), "unix:///nowhere", "", "1.0.0.test");
        agent = Agent.start(settings, engine, address -> true, clock);
    }

    private void writeDeviceFile() throws IOException {
        Files.writeString(home.resolve("device.json"), server.deviceFile());
    }
}
