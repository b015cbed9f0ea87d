package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of the server at every step of the path: nothing is lost, doubled or stuck. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(5)
final class ServerKillsIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final World world;
    private final Agent agent;
    private final SshClient ssh;
    private final TestDevice device;
    private final Person renter;
    private JsonNode order;
    private Tenancy tenancy;
    private int port;
    private int tried;
    private int survived;

    ServerKillsIT(World world) {
        this.world = world;
        this.agent = world.newAgent("cellar");
        this.ssh = new SshClient(world.folder("server-kills"));
        Api anybody = world.server().api();
        this.device = Person.signUp(anybody, "kurt").addDevice("Cellar Pi");
        this.renter = Person.signUp(anybody, "kim");
        agent.give(device.deviceFile());
    }

    @Test
    @Order(1)
    void beforeTheAgentRegisters() {
        killed("before the agent registers", agent::start);
        awaitLeft("NEW");
        survived++;
    }

    @Test
    @Order(2)
    void whilePreparing() {
        killed("while the device prepares", () -> {});
        assertThat(device.generation()).isEqualTo(1);
        survived++;
    }

    @Test
    @Order(3)
    void whileProbing() {
        if (device.state().equals("PREPARING")) {
            Eventually.until(SOON, "the tunnel", () -> tunnelPort() != 0);
        }
        killed("while the server probes", () -> {});
        device.awaitListed(SOON);
        port = tunnelPort();
        assertThat(device.generation()).isEqualTo(1);
        survived++;
    }

    @Test
    @Order(4)
    void whileListed() {
        killed("while listed", () -> {});
        sameTunnel();
        device.awaitListed(SOON);
        survived++;
    }

    @Test
    @Order(5)
    void afterTheOrder() {
        order = renter.order(device, 1);
        killed("right after the order", () -> {});
        device.awaitListed(SOON);
        assertThat(renter.order(order.get("id").asText()).get("state").asText()).isEqualTo("AWAITING_PAYMENT");
        survived++;
    }

    @Test
    @Order(6)
    void afterThePayment() {
        device.owner().confirmPayment(order).must(200);
        killed("right after the payment", () -> {});
        JsonNode rental = renter.rentalOf(order);
        tenancy = new Tenancy(renter, device, rental, renter.login(rental), ssh, "kept-" + device.id());
        reachable();
        tenancy.run("echo " + tenancy.marker() + " > ~/kept");
        world.mailbox().await(Duration.ofSeconds(60), renter.email(), "Your server is ready: ");
        device.owner().confirmPayment(order);
        assertThat(renter.api().list("rentals"))
                .as("rentals of one order paid twice")
                .hasSize(1);
        survived++;
    }

    @Test
    @Order(7)
    void duringTheRental() {
        killed("during the rental", () -> {});
        sameTunnel();
        reachable();
        assertThat(renter.login(tenancy.rental())).as("the credentials").isEqualTo(tenancy.login());
        assertThat(device.listed()).as("listed while rented").isFalse();
        survived++;
    }

    @Test
    @Order(8)
    void afterTheEnd() {
        tenancy.end();
        killed("right after the end", () -> {});
        assertThat(tenancy.renter()
                        .rental(tenancy.rental().get("id").asText())
                        .get("state")
                        .asText())
                .isIn("ENDED", "SETTLED");
        assertThat(ssh.run(tenancy.login(), "true").ok())
                .as("access after the end")
                .isFalse();
        survived++;
    }

    @Test
    @Order(9)
    void backOnTheMarketAfterTheKill() {
        device.awaitListed(SOON);
        assertThat(device.generation()).isEqualTo(2);
        assertThat(world.engine().filesContaining(tenancy.marker())).isEmpty();
    }

    @Test
    @Order(10)
    void whileResetting() {
        endAnotherRental();
        killed("while the device resets", () -> {});
        awaitLeft("RESETTING");
        assertThat(device.generation()).isEqualTo(3);
        survived++;
    }

    @Test
    @Order(11)
    void whileRelisting() {
        killed("while the device comes back", () -> {});
        device.awaitListed(SOON);
        assertThat(device.generation()).isEqualTo(3);
        survived++;
    }

    @Test
    @Order(12)
    void nothingIsDoubled() {
        assertThat(world.engine().containersOf(device.id())).hasSize(1);
        assertThat(renter.api().list("rentals")).hasSize(2);
        assertThat(listings()).isEqualTo(1);
        Figures.count("kill_points_tried", tried);
        Figures.count("kill_points_survived", survived);
        assertThat(survived).isEqualTo(tried).isGreaterThanOrEqualTo(8);
    }

    @AfterAll
    void retireTheDevice() {
        device.owner().api().delete("devices/" + device.id());
        agent.close();
    }

    /** Kills the server, does something while it is down, and starts it again. */
    private void killed(String point, Runnable meanwhile) {
        tried++;
        Figures.step("kill -9 " + point + ", the device being " + device.state());
        world.server().kill();
        meanwhile.run();
        world.server().start();
        oneContainerAtMost();
    }

    private void endAnotherRental() {
        order = renter.order(device, 1);
        device.owner().confirmPayment(order).must(200);
        JsonNode rental = renter.rentalOf(order);
        renter.end(rental).must(200);
        device.awaitState(SOON, "RESETTING");
    }

    private void awaitLeft(String state) {
        Eventually.until(SOON, () -> "device to be no longer " + state + ": " + device.show(), () -> !device.state()
                .equals(state));
    }

    private void reachable() {
        Eventually.until(SOON, "the tenant to get in", () -> ssh.run(tenancy.login(), "true")
                .ok());
    }

    private void sameTunnel() {
        Eventually.until(SOON, "the tunnel at its old port " + port, () -> tunnelPort() == port);
    }

    private int tunnelPort() {
        return Server.tunnelOf(world.server().admin(), device.id())
                .map(tunnel -> tunnel.get("port").asInt())
                .orElse(0);
    }

    private void oneContainerAtMost() {
        List<String> containers = world.engine().containersOf(device.id());
        assertThat(containers).hasSizeLessThanOrEqualTo(1);
    }

    private long listings() {
        return world.server().api().list("listings").stream()
                .filter(listing -> listing.get("deviceId").asText().equals(device.id()))
                .count();
    }
}
