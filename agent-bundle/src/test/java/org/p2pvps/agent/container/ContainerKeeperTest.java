package org.p2pvps.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.EngineInfo;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.agent.testing.FakeServer;
import org.p2pvps.protocol.Limits;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.Wipe;

class ContainerKeeperTest {
    private static final UUID DEVICE = UUID.fromString("4061f102-e085-428b-8635-22b6ee9267b1");
    private static final UUID OTHER_DEVICE = UUID.randomUUID();

    private final FakeEngine engine = new FakeEngine();
    private boolean sshAnswers = true;
    private ContainerKeeper keeper;

    @BeforeEach
    void open() {
        engine.addImage(FakeServer.IMAGE);
        keeper = newKeeper();
    }

    @Test
    void makesTheContainerWithAllThatIsPromised() throws Exception {
        Kept kept = keeper.keep(lease(2), List.of("ssh-ed25519 AAAA"));
        FakeEngine.Box box = engine.only();
        assertThat(box.spec.name()).isEqualTo("p2pvps-4061f102-2");
        assertThat(box.spec.network()).isEqualTo("p2pvps");
        assertThat(box.limits).isEqualTo(FakeServer.LIMITS);
        assertThat(box.accounts).containsExactly("user2/password2");
        assertThat(box.sshKeys).containsExactly("ssh-ed25519 AAAA");
        assertThat(kept.ready()).isTrue();
        assertThat(kept.address()).isEqualTo(FakeEngine.ADDRESS);
        assertThat(kept.complaint()).isEmpty();
    }

    @Test
    void changesNothingThatIsAsItShouldBe() throws Exception {
        keeper.keep(lease(1), List.of());
        String id = engine.only().id;
        engine.failBefore(call -> {
            if (List.of("create", "start", "destroy", "run", "limit").contains(call)) {
                throw new AssertionError(call);
            }
        });
        keeper.keep(lease(1), List.of());
        assertThat(engine.only().id).isEqualTo(id);
    }

    @Test
    void adoptsWhatAFormerAgentMadeAndCompletesIt() throws Exception {
        FakeEngine.Box half = engine.plant(spec(DEVICE, "p2pvps-4061f102-1", 1));
        keeper.keep(lease(1), List.of());
        assertThat(engine.only().id).isEqualTo(half.id);
        assertThat(half.state).isEqualTo(ContainerView.State.RUNNING);
        assertThat(half.accounts).containsExactly("user1/password1");
    }

    @Test
    void destroysOtherGenerationsAndNothingElse() throws Exception {
        engine.plant(spec(DEVICE, "p2pvps-4061f102-1", 1));
        engine.plant(spec(DEVICE, "odd", 0));
        FakeEngine.Box neighbour = engine.plant(spec(OTHER_DEVICE, "neighbour", 1));
        keeper.keep(lease(2), List.of());
        assertThat(engine.boxes())
                .extracting(box -> box.spec.name())
                .containsExactlyInAnyOrder("neighbour", "p2pvps-4061f102-2");
        assertThat(engine.boxes()).contains(neighbour);
    }

    @Test
    void keepsARenamedContainerAndMakesNoSecond() throws Exception {
        FakeEngine.Box renamed = engine.plant(spec(DEVICE, "my-tenant", 1));
        keeper.keep(lease(1), List.of());
        assertThat(engine.only()).isSameAs(renamed);
    }

    @Test
    void keepsTheAccountOfATenantOverChangesOfKeys() throws Exception {
        keeper.keep(lease(1), List.of());
        keeper.keep(lease(1), List.of("ssh-ed25519 BBBB"));
        assertThat(engine.only().accounts).hasSize(1);
        assertThat(engine.only().sshKeys).containsExactly("ssh-ed25519 BBBB");
    }

    @Test
    void startsAgainWhatWasStopped() throws Exception {
        keeper.keep(lease(1), List.of());
        engine.only().state = ContainerView.State.STOPPED;
        keeper.keep(lease(1), List.of());
        assertThat(engine.only().state).isEqualTo(ContainerView.State.RUNNING);
    }

    @Test
    void changesLimitsOnTheFly() throws Exception {
        keeper.keep(lease(1), List.of());
        String id = engine.only().id;
        Limits larger = new Limits(2000, 1024, 512);
        keeper.keep(lease(1, larger), List.of());
        assertThat(engine.only().id).isEqualTo(id);
        assertThat(engine.only().limits).isEqualTo(larger);
    }

    @Test
    void complainsWhileALimitIsNotInForce() throws Exception {
        engine.setInfo(new EngineInfo("fake", "/", 2, false, true, true));
        assertThat(keeper.keep(lease(1), List.of()).complaint()).isPresent();
        engine.setInfo(new EngineInfo("fake", "/", 2, true, true, true));
        assertThat(keeper.keep(lease(1), List.of()).complaint()).isEmpty();
    }

    @Test
    void isNotReadyBeforeSshAnswers() throws Exception {
        sshAnswers = false;
        assertThat(keeper.keep(lease(1), List.of()).ready()).isFalse();
        sshAnswers = true;
        assertThat(keeper.keep(lease(1), List.of()).ready()).isTrue();
        sshAnswers = false;
        assertThat(keeper.keep(lease(1), List.of()).ready()).isTrue();
    }

    @Test
    void saysThatTheContainerDoesNotStayUp() {
        engine.plant(spec(DEVICE, "p2pvps-4061f102-1", 1)).state = ContainerView.State.RESTARTING;
        assertThatThrownBy(() -> keeper.keep(lease(1), List.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("again and again");
    }

    @Test
    void saysThatTheAccountWasRefusedAndTriesAgain() throws Exception {
        engine.setAccountStatus(64);
        assertThatThrownBy(() -> keeper.keep(lease(1), List.of()))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("status 64");
        engine.setAccountStatus(0);
        keeper.keep(lease(1), List.of());
        assertThat(engine.only().accounts).hasSize(1);
    }

    /** Cut at each call, before it and after it, with a new agent each time. */
    @ParameterizedTest
    @CsvSource({"containersOf", "hasImage", "ensureNetwork", "create", "start", "inspect", "run", "info"})
    void convergesWhereverItIsCut(String cutAt) throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            cutOnce(cutAt, before);
            assertThatThrownBy(() -> newKeeper().keep(lease(1), List.of())).isInstanceOf(EngineException.class);
            engine.works();
            newKeeper().keep(lease(1), List.of());
            assertThat(engine.only().accounts).containsExactly("user1/password1");
            assertThat(engine.only().state).isEqualTo(ContainerView.State.RUNNING);
            new Wiper(engine).wipe(DEVICE, 1);
        }
    }

    @Test
    void wipesEverythingOfTheDevice() {
        engine.plant(spec(DEVICE, "a", 1)).volumes.add("v1");
        engine.plant(spec(DEVICE, "b", 2));
        engine.addVolume("v1");
        FakeEngine.Box neighbour = engine.plant(spec(OTHER_DEVICE, "neighbour", 1));
        assertThat(new Wiper(engine).wipe(DEVICE, 1)).isEqualTo(new Wipe(1, 0, 0));
        assertThat(engine.only()).isSameAs(neighbour);
        assertThat(engine.hasVolume("v1")).isFalse();
    }

    @Test
    void doesNotCallItCleanWhileAVolumeIsLeft() {
        engine.plant(spec(DEVICE, "a", 1)).volumes.add("stuck");
        engine.addVolume("stuck");
        Wiper wiper = new Wiper(engine);
        assertThat(wiper.wipe(DEVICE, 1)).isEqualTo(new Wipe(1, 0, 1));
        assertThat(wiper.wipe(DEVICE, 1).clean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Attic Pi, attic-pi",
        "'  --Küche 2 ', k-che-2",
        "'', p2pvps",
        "---, p2pvps",
        "A very long name of a device that goes on and on, a-very-long-name-of-a-device-t",
    })
    void makesHostNames(String device, String host) {
        assertThat(ContainerNames.hostname(device)).isEqualTo(host).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    private void cutOnce(String cutAt, boolean before) {
        java.util.function.Consumer<String> cut = call -> {
            if (call.equals(cutAt)) {
                throw new EngineException(true, "cut", null);
            }
        };
        if (before) {
            engine.failBefore(cut);
        } else {
            engine.failAfter(cut);
        }
    }

    private ContainerKeeper newKeeper() {
        Path nowhere = Path.of("/nonexistent");
        return new ContainerKeeper(
                engine,
                new ImageSource(engine, "", null),
                new LimitCheck(new Cgroups(nowhere, nowhere)),
                new AccountSetup(engine),
                address -> sshAnswers,
                new Wiper(engine));
    }

    private static ContainerSpec spec(UUID device, String name, int generation) {
        return new ContainerSpec(name, "host", FakeServer.IMAGE, device, generation, "p2pvps", FakeServer.LIMITS);
    }

    private static RegisterAnswer lease(int generation) {
        return lease(generation, FakeServer.LIMITS);
    }

    private static RegisterAnswer lease(int generation, Limits limits) {
        return new RegisterAnswer(
                DEVICE,
                "Attic Pi",
                generation,
                new RegisterAnswer.Login("user" + generation, "password" + generation),
                new RegisterAnswer.Tunnel("h", 1, "k", 2),
                new RegisterAnswer.Web("http://h", "s", "t"),
                limits,
                new RegisterAnswer.Image(FakeServer.IMAGE, "", ""));
    }
}
