package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The path through the OpenBazaar market, at a stand-in for the daemon: once as buyers wish it, and once with {@code kill -9} of the
 * server at its calls of the daemon, between the order and its settlement.
 */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(7)
final class OpenBazaarIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String ORDER = "/ob/order/";

    private final World world;
    private final Agent agent;
    private final SshClient ssh;
    private final TestDevice device;
    private final Bazaar bazaar;
    private String winner;
    private String loser;
    private int tried;
    private int survived;
    private int unsettled;

    OpenBazaarIT(World world) {
        this.world = world;
        this.agent = world.newAgent("loft");
        this.ssh = new SshClient(world.folder("openbazaar"));
        this.bazaar = new Bazaar(world.server());
        this.device = Person.signUp(world.server().api(), "orla").addDevice("Loft Pi", Bazaar.PRICE, Bazaar.COIN);
        bazaar.open();
        agent.give(device.deviceFile());
        agent.start();
    }

    @BeforeEach
    void begin() {
        unsettled = 0;
    }

    @Test
    @Order(1)
    void readyDeviceIsInTheStore() {
        device.awaitListed(Duration.ofSeconds(120));
        bazaar.awaitShown(Duration.ofSeconds(20), slug(1));
        assertThat(world.server().admin().get("health").must(200).path("status").asText())
                .isEqualTo("UP");
    }

    @Test
    @Order(2)
    void buyerGetsInWithTheKeyOfTheOrder() {
        String order = bazaar.store().buy(slug(1), 2, "reach me at Bea@p2pvps.test", ssh.publicKey(), false);
        bazaar.store().pay(order);
        Stopwatch sincePayment = new Stopwatch();
        bazaar.store().mine(1);
        bazaar.awaitState(SOON, order, "FULFILLED");
        Figures.seconds("openbazaar_payment_to_fulfilment_s", sincePayment.elapsed());
        Login login = Tenancy.mailed(world.mailbox().await(SOON, "bea@p2pvps.test", "Your server is ready: "));
        JsonNode delivery = bazaar.delivered(order).path("digitalDelivery").path(0);
        assertThat(delivery.path("url").asText())
                .isEqualTo("ssh://" + login.username() + "@" + login.host() + ":" + login.port());
        assertThat(delivery.path("password").asText()).isEqualTo(login.password());
        assertThat(ssh.runWithKey(login, "whoami").must()).isEqualTo(login.username());
        Figures.seconds("openbazaar_payment_to_ssh_s", sincePayment.elapsed());
        assertThat(ssh.run(login, "whoami").must()).isEqualTo(login.username());
        Eventually.until(SOON, "what is rented to be taken down", () -> !bazaar.store()
                .slugs()
                .contains(slug(1)));
        end();
        assertThat(ssh.run(login, "true").ok()).as("login after the end").isFalse();
        Eventually.until(
                SOON, "what was not used to go back", () -> bazaar.spendings().size() == 1);
    }

    @Test
    @Order(3)
    void comesBackToTheStoreAsANewGeneration() {
        killed("as it is put up again", "POST", "/ob/listing", true, () -> {});
        back();
        bazaar.awaitShown(SOON, slug(2));
        assertThat(device.generation()).isEqualTo(2);
        assertThat(bazaar.store().slugs()).containsOnlyOnce(slug(2)).doesNotContain(slug(1));
        settled();
    }

    @Test
    @Order(4)
    void killedBetweenOrderAndPayment() {
        killed("as an order is first seen", "GET", ORDER, true, () -> winner = buy(slug(2), "ada@p2pvps.test"));
        loser = buy(slug(2), "eve@p2pvps.test");
        killed("as the listing of what is paid for is taken down", "DELETE", "/ob/listing/", true, () -> {
            bazaar.store().pay(winner);
            bazaar.store().pay(loser);
        });
        assertThat(bazaar.store().slugs()).doesNotContain(slug(2));
        settled();
    }

    @Test
    @Order(5)
    void killedBetweenPaymentAndFulfilment() {
        killed("as a paid order is read", "GET", ORDER, true, () -> bazaar.store()
                .mine(1));
        killed("before the fulfilment", "POST", "/ob/orderfulfillment", false, () -> {});
        killed("after the fulfilment", "POST", "/ob/orderfulfillment", true, () -> {});
        back();
        sortWinnerAndLoser();
        bazaar.delivered(winner);
        bazaar.awaitState(SOON, loser, "REFUNDED");
        Eventually.until(SOON, "the refund to be booked", () -> refunds("DUE") == 0);
        assertThat(bazaar.asked("POST", "/ob/refund")).isEqualTo(1);
        assertThat(rentals("ACTIVE")).hasSize(1);
        settled();
    }

    @Test
    @Order(6)
    void killedAsTheRestIsPaidOutOfTheWallet() {
        killed("after the wallet paid", "POST", "/wallet/spend", true, this::end);
        back();
        Eventually.until(SOON, "the refund to be booked", () -> refunds("DUE") == 0);
        assertThat(refunds("NEEDS_ADMIN")).isZero();
        assertThat(bazaar.spendings()).as("payments for two rentals").hasSize(2);
        bazaar.awaitShown(SOON, slug(3));
        settled();
    }

    /** Of two who are paid at once and find the device gone, one is refunded while the server dies. */
    @Test
    @Order(7)
    void killedDuringARefund() {
        String first = buy(slug(3), "ada@p2pvps.test");
        String second = buy(slug(3), "eve@p2pvps.test");
        killed("after a refund", "POST", "/ob/refund", true, () -> {
            bazaar.store().pay(first);
            bazaar.store().pay(second);
            bazaar.store().mine(1);
        });
        back();
        Eventually.until(
                SOON,
                "one rental and one refund",
                () -> List.of(bazaar.store().stateOf(first), bazaar.store().stateOf(second))
                                .containsAll(List.of("FULFILLED", "REFUNDED"))
                        && refunds("DUE") == 0);
        assertThat(bazaar.asked("POST", "/ob/refund")).isEqualTo(2);
        end();
        bazaar.awaitShown(SOON, slug(4));
        settled();
    }

    @Test
    @Order(8)
    void killedAroundAnOrderThatWasPlacedWhileTheStoreWasAway() {
        bazaar.store().online(false);
        String order = buy(slug(4), "ada@p2pvps.test");
        bazaar.store().pay(order);
        bazaar.store().online(true);
        killed("before the order is accepted", "POST", "/ob/orderconfirmation", false, () -> bazaar.store()
                .mine(1));
        killed("after the order was accepted", "POST", "/ob/orderconfirmation", true, () -> {});
        back();
        bazaar.awaitState(SOON, order, "FULFILLED");
        bazaar.delivered(order);
        int spendings = bazaar.spendings().size();
        killed("before the wallet pays", "POST", "/wallet/spend", false, this::end);
        back();
        Eventually.until(SOON, "the refund to be somebody's task", () -> refunds("NEEDS_ADMIN") == 1);
        assertThat(bazaar.spendings().size() - spendings)
                .as("payments after one that is uncertain")
                .isLessThanOrEqualTo(1);
        bazaar.awaitShown(SOON, slug(5));
        settled();
    }

    @Test
    @Order(9)
    void nothingIsDoubledOrLost() {
        assertThat(rentals("ACTIVE")).isEmpty();
        assertThat(rentals("SETTLED")).hasSize(4);
        Figures.count("openbazaar_server_kill_points_tried", tried);
        Figures.count("openbazaar_server_kill_points_survived", survived);
        assertThat(survived).isEqualTo(tried).isGreaterThanOrEqualTo(10);
    }

    @AfterAll
    void retireTheDevice() {
        if (!world.server().distribution().running()) {
            back();
        }
        device.owner().api().delete("devices/" + device.id());
        agent.close();
        bazaar.close();
    }

    /** Kills the server at its next call of this kind; it stays dead. If it was dead before, it is started for that. */
    private void killed(String point, String method, String path, boolean done, Runnable cause) {
        tried++;
        unsettled++;
        Figures.step("kill -9 " + point);
        CountDownLatch dead = bazaar.during(method, path, done, world.server()::kill);
        if (!world.server().distribution().running()) {
            world.server().launch();
        }
        cause.run();
        Bazaar.await(dead, SOON, "the call " + method + " " + path);
    }

    /** All that was to become of the kills since the test began became of them. */
    private void settled() {
        survived += unsettled;
        unsettled = 0;
    }

    private void back() {
        world.server().start();
    }

    private String buy(String slug, String contact) {
        return bazaar.store().buy(slug, 2, contact, "", false);
    }

    /** Who is first in the daemon's list is dealt with first. */
    private void sortWinnerAndLoser() {
        if (bazaar.store().delivered(winner).isEmpty()) {
            String other = winner;
            winner = loser;
            loser = other;
        }
    }

    private void end() {
        String rental = rentals("ACTIVE").get(0).path("id").asText();
        device.owner().api().post("rentals/" + rental + "/end", Map.of()).must(200);
    }

    private List<JsonNode> rentals(String state) {
        return device.owner().api().list("rentals").stream()
                .filter(rental -> rental.path("state").asText().equals(state))
                .toList();
    }

    private long refunds(String state) {
        return device.owner().api().list("ledger/refunds").stream()
                .filter(refund -> refund.path("state").asText().equals(state))
                .count();
    }

    private String slug(int generation) {
        return Bazaar.slug(device, generation);
    }
}
