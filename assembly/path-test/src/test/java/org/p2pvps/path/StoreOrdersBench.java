package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a buyer in the store waits, with everything real but the daemon. Not a test by its name: {@code bench/run orders} runs it. */
@ExtendWith(WorldExtension.class)
final class StoreOrdersBench {
    private static final int RENTALS = Integer.getInteger("bench.rentals", 50);
    private static final int DEVICES = Integer.getInteger("bench.devices", 2);
    private static final Duration RELISTED = Duration.ofSeconds(180);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final World world;
    private final Person owner;
    private final SshClient ssh;
    private final Bazaar bazaar;
    private final List<Duration> untilCredentials = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> untilLogin = Collections.synchronizedList(new ArrayList<>());

    StoreOrdersBench(World world) {
        this.world = world;
        this.owner = Person.signUp(world.server().api(), "bert");
        this.ssh = new SshClient(world.folder("bench"));
        this.bazaar = new Bazaar(world.server());
    }

    @Test
    @Timeout(value = 28, unit = TimeUnit.MINUTES)
    void rentsAgainAndAgain() {
        bazaar.open();
        List<CompletableFuture<Void>> devices = IntStream.range(0, DEVICES)
                .mapToObj(number -> CompletableFuture.runAsync(() -> rentOut(number)))
                .toList();
        devices.forEach(CompletableFuture::join);
        assertThat(untilLogin).hasSizeGreaterThanOrEqualTo(RENTALS);
        Figures.count("orders_rented", untilLogin.size());
        Figures.seconds("order_paid_to_credentials_p95_s", percentile(untilCredentials));
        Figures.seconds("order_paid_to_ssh_p95_s", percentile(untilLogin));
    }

    private void rentOut(int number) {
        TestDevice device = owner.addDevice("Bench Pi " + number, Bazaar.PRICE, Bazaar.COIN);
        Agent agent = world.newAgent("bench-" + number);
        agent.give(device.deviceFile());
        agent.start();
        int rentals = (RENTALS + DEVICES - 1) / DEVICES;
        for (int generation = 1; generation <= rentals; generation++) {
            String slug = Bazaar.slug(device, generation);
            bazaar.awaitShown(RELISTED, slug);
            rent(device, slug);
        }
    }

    private void rent(TestDevice device, String slug) {
        String order = bazaar.store().buy(slug, 1, "bench@p2pvps.test", ssh.publicKey(), false);
        bazaar.store().pay(order);
        Stopwatch sincePaid = new Stopwatch();
        bazaar.store().mine(1);
        bazaar.awaitState(LONGEST_WAIT, order, "FULFILLED");
        untilCredentials.add(sincePaid.elapsed());
        Login login = login(bazaar.delivered(order));
        Eventually.until(
                LONGEST_WAIT, "a login", () -> ssh.runWithKey(login, "true").ok());
        untilLogin.add(sincePaid.elapsed());
        Figures.step("rented " + slug + " in " + sincePaid.elapsed().toMillis() + " ms");
        end(device);
    }

    private void end(TestDevice device) {
        JsonNode rental = owner.api().list("rentals").stream()
                .filter(found -> found.path("deviceId").asText().equals(device.id())
                        && found.path("state").asText().equals("ACTIVE"))
                .findFirst()
                .orElseThrow();
        owner.api()
                .post("rentals/" + rental.path("id").asText() + "/end", Map.of())
                .must(200);
    }

    private static Login login(JsonNode delivery) {
        URI url = URI.create(delivery.at("/digitalDelivery/0/url").asText());
        String command = "ssh -p " + url.getPort() + " " + url.getUserInfo() + "@" + url.getHost();
        String password = delivery.at("/digitalDelivery/0/password").asText();
        return new Login(url.getUserInfo(), password, url.getHost(), url.getPort(), command, null);
    }

    /** The time that nineteen of twenty stay under. */
    private static Duration percentile(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
