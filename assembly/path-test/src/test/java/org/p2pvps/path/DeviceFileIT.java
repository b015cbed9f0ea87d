package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A {@code device.json} that won't do: the agent says which and what to do, and goes on trying. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(2)
final class DeviceFileIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final World world;
    private final Person owner;
    private Agent agent;

    DeviceFileIT(World world) {
        this.world = world;
        this.owner = Person.signUp(world.server().api(), "frida");
    }

    @BeforeEach
    void unpackAnAgent(TestInfo info) {
        agent = world.newAgent(info.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void stopTheAgent() {
        agent.close();
    }

    @Test
    void missingFileIsAskedForAndTakenWhenItComes() {
        TestDevice device = owner.addDevice("Late Pi");
        agent.start();
        agent.awaitLog(SOON, "device.json");
        agent.give(device.deviceFile());
        device.awaitState(Duration.ofSeconds(90), "READY");
        retire(device);
    }

    @Test
    void malformedFileIsNamed() {
        agent.give("{\"server\": \"http://");
        agent.start();
        agent.awaitLog(SOON, "device.json", "json");
    }

    @Test
    void wrongKeyIsTold() {
        TestDevice device = owner.addDevice("Wrong Pi");
        agent.give(device.deviceFile().replace(device.key(), "p2pd_" + "A".repeat(43)));
        agent.start();
        agent.awaitLog(SOON, "key", "device.json");
        assertThat(device.state()).isEqualTo("NEW");
        assertThat(register("p2pd_" + "A".repeat(43)).problem()).isEqualTo("401 device-key-unknown");
    }

    @Test
    void revokedKeyIsTold() {
        TestDevice device = owner.addDevice("Revoked Pi");
        owner.api().post("devices/" + device.id() + "/key", Map.of()).must(201);
        agent.give(device.deviceFile());
        agent.start();
        agent.awaitLog(SOON, "revoked");
        assertThat(register(device.key()).problem()).isEqualTo("401 device-key-revoked");
    }

    @Test
    void keyThatIsUsedElsewhereIsTold() {
        TestDevice device = owner.addDevice("Copied Pi");
        agent.give(device.deviceFile());
        agent.start();
        device.awaitState(Duration.ofSeconds(90), "READY");
        try (Agent copy = world.newAgent("copy")) {
            copy.give(device.deviceFile());
            copy.start();
            copy.awaitLog(SOON, "another");
        }
        assertThat(device.state()).isIn("READY", "PREPARING");
        retire(device);
    }

    private Answer register(String key) {
        return world.server().api().as(key).post("agent/check-in", Map.of());
    }

    private void retire(TestDevice device) {
        owner.api().delete("devices/" + device.id()).must(204);
        Eventually.until(
                Duration.ofSeconds(30),
                "the container of a removed device to be destroyed",
                () -> world.engine().containersOf(device.id()).isEmpty());
    }
}
