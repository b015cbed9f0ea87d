package org.p2pvps.agent.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.p2pvps.agent.engine.ContainerSpec;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.engine.EngineException;
import org.p2pvps.agent.engine.HeldContainer;
import org.p2pvps.protocol.Limits;

/** Each thing that is asked of an engine, asked of a real one. */
@EnabledIfEnvironmentVariable(named = RealDocker.VARIABLE, matches = ".+")
class DockerEngineTest {
    private static final String IMAGE = "p2pvps/test:engine";
    private static final String NETWORK = "p2pvps";
    private static final Limits LIMITS = new Limits(500, 128, 64);

    private final DockerEngine engine = new DockerEngine(RealDocker.host());
    private final UUID device = UUID.randomUUID();
    private final String name = "p2pvps-test-" + device;

    @BeforeEach
    void prepare() {
        if (!engine.hasImage(IMAGE)) {
            engine.importImage(RealDocker.archive(), IMAGE);
        }
        engine.ensureNetwork(NETWORK);
    }

    @AfterEach
    void clear() {
        engine.containersOf(device).forEach(container -> engine.destroy(container.id()));
    }

    @Test
    void saysWhatItIs() {
        assertThat(engine.info().version()).isNotEmpty();
        assertThat(engine.info().dataFolder()).startsWith("/");
        assertThat(engine.info().cpus()).isPositive();
        assertThat(engine.info().limitsMemory()).isTrue();
        assertThat(engine.info().limitsPids()).isTrue();
        assertThat(engine.info().limitsCpu()).isTrue();
    }

    @Test
    void makesContainersBoundedAndAlmostPowerless() {
        String id = running();
        ContainerView view = engine.inspect(id).orElseThrow();
        assertThat(view.limits()).isEqualTo(LIMITS);
        assertThat(view.address()).matches("[0-9.]+");
        assertThat(view.pid()).isPositive();
        // CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE SYS_CHROOT AUDIT_WRITE
        assertThat(run(id, "grep CapBnd /proc/1/status")).endsWith("00000000200405fb");
        assertThat(run(id, "hostname")).isEqualTo("attic");
        assertThat(run(id, "cat /proc/1/comm")).isEqualTo("tini");
        assertThat(run(id, "mount -t tmpfs none /mnt 2>&1 || true")).contains("denied");
    }

    @Test
    void findsThemByLabelRunningOrNot() {
        assertThat(engine.containersOf(device)).isEmpty();
        create();
        List<HeldContainer> held = engine.containersOf(device);
        assertThat(held).extracting(HeldContainer::name).containsExactly(name);
        assertThat(held).extracting(HeldContainer::generation).containsExactly(7);
        assertThat(engine.inspect(name).orElseThrow().isRunning()).isFalse();
    }

    @Test
    void makesNoSecondOfTheSameName() {
        create();
        assertThatThrownBy(this::create)
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("already in use")
                .matches(e -> !((EngineException) e).isAbsent());
    }

    @Test
    void startsWhatRunsAndDestroysWhatIsGoneWithoutAWord() {
        String id = running();
        engine.start(id);
        engine.destroy(id);
        engine.destroy(id);
        assertThat(engine.inspect(id)).isEmpty();
    }

    @Test
    void changesLimitsOfARunningContainer() {
        String id = running();
        Limits larger = new Limits(1000, 256, 128);
        engine.limit(id, larger);
        assertThat(engine.inspect(id).orElseThrow().limits()).isEqualTo(larger);
        engine.limit(id, LIMITS);
        assertThat(engine.inspect(id).orElseThrow().limits()).isEqualTo(LIMITS);
    }

    @Test
    void bringsStatusAndTheBeginningOfOutput() {
        String id = running();
        assertThat(engine.run(id, List.of("a", "b"), "cat; exit 3").status()).isEqualTo(3);
        assertThat(engine.run(id, List.of("a", "b"), "cat").output()).isEqualTo("a\nb");
        assertThat(engine.run(id, List.of("a"), "head -c 100000 /dev/zero | tr '\\0' x")
                        .output())
                .hasSize(400);
    }

    @Test
    void saysThatItIsAbsent() {
        DockerEngine nowhere = new DockerEngine("unix:///nonexistent/docker.sock");
        assertThatThrownBy(nowhere::info)
                .isInstanceOf(EngineException.class)
                .matches(e -> ((EngineException) e).isAbsent())
                .hasMessage("No such file or directory");
    }

    @Test
    void saysWhyAnImageWasNotImported() {
        assertThatThrownBy(() -> engine.importImage(java.nio.file.Path.of("/etc/hostname"), "p2pvps/test:broken"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Docker can't import the image");
    }

    private void create() {
        engine.create(new ContainerSpec(name, "attic", IMAGE, device, 7, NETWORK, LIMITS));
    }

    private String running() {
        create();
        engine.start(name);
        return engine.containersOf(device).get(0).id();
    }

    private String run(String id, String command) {
        return engine.run(id, List.of("x"), "cat > /dev/null; " + command).output();
    }
}
