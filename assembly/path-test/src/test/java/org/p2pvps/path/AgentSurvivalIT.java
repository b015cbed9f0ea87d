package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens at the device's side: the tenant's container and data outlive the agent, Docker, a reboot and the line. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(3)
final class AgentSurvivalIT {
    private static final Duration BACK = Duration.ofSeconds(60);

    private final World world;
    private final Agent agent;
    private final TestDevice device;
    private final Tenancy tenancy;

    AgentSurvivalIT(World world) {
        this.world = world;
        this.agent = world.newAgent("shed");
        Api anybody = world.server().api();
        this.device = Person.signUp(anybody, "sven").addDevice("Shed Pi");
        agent.give(device.deviceFile());
        agent.start();
        device.awaitListed(Duration.ofSeconds(120));
        SshClient ssh = new SshClient(world.folder("agent-survival"));
        this.tenancy = Tenancy.begin(world, device, Person.signUp(anybody, "tess"), ssh);
        tenancy.run("echo " + tenancy.marker() + " > ~/marker");
    }

    @Test
    @Order(1)
    void tenantNoticesNoNewContainerAfterTheAgentIsKilled() {
        String container = container();
        agent.kill();
        agent.start();
        Figures.seconds("agent_killed_to_ssh_s", untilBack());
        assertThat(container()).isEqualTo(container);
    }

    @Test
    @Order(2)
    void dataOutlivesARestartOfTheAgent() {
        agent.stop();
        agent.start();
        untilBack();
    }

    @Test
    @Order(3)
    void dataOutlivesARestartOfDocker() {
        String container = container();
        world.engine().stop();
        world.engine().start();
        Figures.seconds("docker_restarted_to_ssh_s", untilBack());
        assertThat(container()).isEqualTo(container);
    }

    @Test
    @Order(4)
    void dataOutlivesAReboot() {
        String container = container();
        agent.kill();
        world.engine().stop();
        world.engine().start();
        agent.start();
        Figures.seconds("reboot_to_ssh_s", untilBack());
        assertThat(container()).isEqualTo(container);
    }

    @Test
    @Order(5)
    void comesBackByItselfAfterTheLineWasCutForAMinute() {
        String container = container();
        world.network().cut();
        Eventually.pass(Duration.ofSeconds(60));
        assertThat(tenancy.ssh().run(tenancy.login(), "true").ok())
                .as("with the line cut")
                .isFalse();
        world.network().mend();
        Figures.seconds("line_mended_to_ssh_s", untilBack());
        assertThat(container()).isEqualTo(container);
        assertThat(device.state()).isEqualTo("RENTED");
    }

    @AfterAll
    void endTheRental() {
        tenancy.end();
        device.awaitListed(Duration.ofSeconds(60));
        device.owner().api().delete("devices/" + device.id()).must(204);
        Eventually.until(
                Duration.ofSeconds(30),
                "the container of a removed device to be destroyed",
                () -> world.engine().containersOf(device.id()).isEmpty());
        agent.stop();
    }

    /** The container's id, which tells it from a new one of the same name. */
    private String container() {
        String name = world.engine().containersOf(device.id()).get(0);
        return world.engine().inspect(name, "{{.Id}}");
    }

    private Duration untilBack() {
        Stopwatch sinceThen = new Stopwatch();
        Eventually.until(BACK, "the tenant to get in again", () -> tenancy.ssh()
                .run(tenancy.login(), "cat ~/marker")
                .output()
                .equals(tenancy.marker()));
        return sinceThen.elapsed();
    }
}
