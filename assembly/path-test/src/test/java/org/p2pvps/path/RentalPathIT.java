package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job, end to end: one device, two tenants, one after the other. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
final class RentalPathIT {
    private final World world;
    private final Agent agent;
    private final SshClient ssh;
    private final TestDevice device;
    private final Person ada;
    private final Person bob;
    private Tenancy first;
    private Tenancy second;

    RentalPathIT(World world) {
        this.world = world;
        this.agent = world.newAgent("attic");
        this.ssh = new SshClient(world.folder("rental-path"));
        Api anybody = world.server().api();
        this.device = Person.signUp(anybody, "olga").addDevice("Attic Pi");
        this.ada = Person.signUp(anybody, "ada");
        this.bob = Person.signUp(anybody, "bob");
    }

    @Test
    @Order(1)
    void agentRegistersWithItsDeviceFile() {
        agent.give(device.deviceFile());
        Stopwatch sinceStart = new Stopwatch();
        agent.start();
        Eventually.until(Duration.ofSeconds(60), "the agent's registration", () -> !device.state()
                .equals("NEW"));
        Figures.seconds("agent_registered_s", sinceStart.elapsed());
        Stopwatch sinceRegistered = new Stopwatch();
        device.awaitState(Duration.ofSeconds(120), "READY");
        Figures.seconds("register_to_ssh_s", sinceRegistered.elapsed());
        assertThat(device.generation()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void readyDeviceIsListed() {
        device.awaitListed(Duration.ofSeconds(10));
        assertThat(device.show().get("hardware").get("cpus").asInt()).isPositive();
    }

    @Test
    @Order(3)
    void firstTenantGetsInByMailedPassword() {
        first = Tenancy.begin(world, device, ada, ssh);
        assertThat(device.listed()).as("listed while rented").isFalse();
        assertThat(device.state()).isEqualTo("RENTED");
    }

    @Test
    @Order(4)
    void tenantIsRootAndHasKeyAndReapedChildren() {
        assertThat(first.run("sudo -n id -u")).isEqualTo("0");
        assertThat(ssh.runWithKey(first.login(), "whoami").must())
                .isEqualTo(first.login().username());
        first.run("(sleep 0.1 &) ; sleep 1");
        assertThat(first.run("ps -eo stat= | grep -c ^Z || true")).isEqualTo("0");
    }

    @Test
    @Order(5)
    void containerIsConfined() {
        String container = onlyContainer();
        assertThat(limit(container, "Memory")).isPositive();
        assertThat(limit(container, "MemorySwap")).isEqualTo(limit(container, "Memory"));
        assertThat(limit(container, "NanoCpus") + limit(container, "CpuQuota")).isPositive();
        assertThat(limit(container, "PidsLimit")).isPositive();
        assertThat(world.engine().inspect(container, "{{.HostConfig.CapDrop}}")).isEqualTo("[ALL]");
        assertThat(world.engine().inspect(container, "{{.HostConfig.Privileged}}"))
                .isEqualTo("false");
        assertThat(world.engine().inspect(container, "{{.HostConfig.RestartPolicy.Name}}"))
                .isEqualTo("unless-stopped");
    }

    @Test
    @Order(6)
    void siteAnswersAtItsOwnName() {
        assertThat(world.site(first.login()).status("/"))
                .as("with nothing listening")
                .startsWith("50");
        first.serveSite();
        Eventually.until(Duration.ofSeconds(20), "the tenant's page", () -> world.site(first.login())
                .get("/")
                .equals("200 hello from " + ada.email()));
    }

    @Test
    @Order(7)
    void nobodyElseSeesTheCredentials() {
        String path = "rentals/" + first.rental().get("id").asText() + "/credentials";
        assertThat(bob.api().get(path).problem()).isEqualTo("404 not-found");
        assertThat(device.owner().api().get(path).status()).isBetween(403, 404);
        assertThat(world.server().api().get(path).problem()).isEqualTo("401 sign-in-required");
    }

    @Test
    @Order(8)
    void endCutsAccessAndBringsTheDeviceBack() {
        endAndWatch(first);
    }

    @Test
    @Order(9)
    void nothingOfTheFirstTenantIsLeft() {
        nothingIsLeftOf(first);
    }

    @Test
    @Order(10)
    void secondTenantGetsOtherCredentials() {
        second = Tenancy.begin(world, device, bob, ssh);
        assertThat(second.login().password()).isNotEqualTo(first.login().password());
        assertThat(second.login().username()).isNotEqualTo(first.login().username());
        assertThat(second.login().web()).isNotEqualTo(first.login().web());
        assertThat(second.run("ls -A ~ /tmp")).doesNotContain("marker", "site");
    }

    @Test
    @Order(11)
    void firstTenantIsRefusedAtBothDoors() {
        refused(first.login());
        refused(first.login().withDoorOf(second.login()));
    }

    @Test
    @Order(12)
    void secondEndCutsAccessToo() {
        second.serveSite();
        endAndWatch(second);
        nothingIsLeftOf(second);
        refused(first.login());
        refused(second.login());
        Figures.count("path_rentals", 2);
    }

    @Test
    @Order(13)
    void bothStayWithinTheirMemory() {
        Figures.mebibytes("server_rss_mib", world.server().distribution().rssMib());
        Figures.mebibytes("agent_rss_mib", agent.distribution().rssMib());
    }

    @AfterAll
    void retireTheDevice() {
        device.owner().api().delete("devices/" + device.id());
        agent.stop();
    }

    private void endAndWatch(Tenancy tenancy) {
        int generation = device.generation();
        tenancy.leaveMarkers();
        Eventually.until(Duration.ofSeconds(20), "the tenant's page", () -> world.site(tenancy.login())
                .status("/")
                .equals("200"));
        try (SshSession session = ssh.open(tenancy.login()).established();
                Download download =
                        world.site(tenancy.login()).download("/drip", 1024).begun()) {
            Stopwatch sinceEnd = new Stopwatch();
            tenancy.end();
            Eventually.until(Duration.ofSeconds(20), "the end of the open SSH session", () -> !session.open());
            Eventually.until(Duration.ofSeconds(20), "the end of the open download", download::broken);
            Figures.seconds("end_to_access_cut_s", sinceEnd.elapsed());
            refused(tenancy.login());
            assertThat(world.site(tenancy.login()).status("/")).isEqualTo("404");
            device.awaitListed(Duration.ofSeconds(120));
            Figures.seconds("end_to_relisted_s", sinceEnd.elapsed());
        }
        assertThat(device.generation()).isEqualTo(generation + 1);
    }

    private void nothingIsLeftOf(Tenancy tenancy) {
        String container = onlyContainer();
        assertThat(container).endsWith("-" + device.generation());
        assertThat(world.engine().volumes()).isEmpty();
        assertThat(world.engine().filesContaining(tenancy.marker())).isEmpty();
    }

    private long limit(String container, String name) {
        return Long.parseLong(world.engine().inspect(container, "{{.HostConfig." + name + "}}"));
    }

    private String onlyContainer() {
        List<String> containers = world.engine().containersOf(device.id());
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private void refused(Login login) {
        assertThat(ssh.run(login, "true").ok()).as("login of an earlier tenant").isFalse();
    }
}
