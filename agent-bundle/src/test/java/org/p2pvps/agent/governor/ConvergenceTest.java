package org.p2pvps.agent.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.p2pvps.agent.engine.ContainerView;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.protocol.ContainerStatus;

/**
 * From any start, after any sequence of faults, one container of the server's generation runs, and nothing else of the device
 * is left. On the way no container of the server's generation is ever destroyed while the server wants it to run.
 */
class ConvergenceTest {
    private static final int STEPS_TO_SETTLE = 60;

    @Provide
    Arbitrary<List<World.Event>> events() {
        return Arbitraries.of(World.Event.values()).list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 250)
    void convergesToOneContainerOfTheDesiredGeneration(@ForAll("events") List<World.Event> events) throws IOException {
        Path home = Files.createTempDirectory("world");
        try (World world = new World(home)) {
            events.forEach(world::happen);
            world.heal();
            for (int step = 0; step < STEPS_TO_SETTLE && !world.isSettled(); step++) {
                world.happen(World.Event.LINK_STEP);
                world.happen(World.Event.GOVERNOR_PASS);
            }
            assertSettled(world);
        }
    }

    private static void assertSettled(World world) {
        assertThat(world.harm()).isEmpty();
        FakeEngine.Box box = world.engine().only();
        int generation = world.server().generation();
        assertThat(box.spec.generation()).isEqualTo(generation);
        assertThat(box.state).isEqualTo(ContainerView.State.RUNNING);
        assertThat(box.accounts).containsExactly("user" + generation + "/password" + generation);
        assertThat(world.status().container()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(world.status().trouble()).isEmpty();
    }
}
