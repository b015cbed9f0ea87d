package org.p2pvps.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.p2pvps.openbazaar.standin.StandIn;
import org.p2pvps.openbazaar.standin.Store;

/** A stand-in for an OpenBazaar daemon, in this process, and the server's market that sells there. */
final class Bazaar implements AutoCloseable {
    static final String COIN = "TBTC";
    static final long PRICE = 10_000;

    private static final String USER = "seller";
    private static final String PASSWORD = "correct horse 9!";

    private final StandIn standIn;
    private final Server server;

    Bazaar(Server server) {
        this.server = server;
        try {
            standIn = new StandIn(0, USER, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the market and waits until the daemon is spoken to. */
    void open() {
        Distribution distribution = server.distribution();
        String password = distribution.keep("state/openbazaar.password", PASSWORD + "\n");
        distribution.set("org.p2pvps.openbazaar", "user", USER);
        distribution.set("org.p2pvps.openbazaar", "passwordFile", password);
        distribution.set("org.p2pvps.openbazaar", "maySpend", true);
        distribution.set("org.p2pvps.openbazaar", "pollSeconds", 2);
        distribution.set("org.p2pvps.openbazaar", "url", "http://127.0.0.1:" + standIn.port());
        server.shell().run("feature:install p2pvps-openbazaar");
        Eventually.until(Duration.ofSeconds(60), "a call of the daemon", () -> standIn.requests() > 0);
    }

    Store store() {
        return standIn.store();
    }

    static String slug(TestDevice device, int generation) {
        return "p2pvps-" + device.id().replace("-", "") + "-" + generation;
    }

    void awaitShown(Duration limit, String slug) {
        Eventually.until(
                limit, slug + " to be in the store", () -> store().slugs().contains(slug));
    }

    /** Waits for the server's next call of this kind, and does something while its answer is outstanding. */
    CountDownLatch during(String method, String path, boolean done, Runnable action) {
        CountDownLatch happened = new CountDownLatch(1);
        standIn.at(method, path, done, () -> {
            action.run();
            happened.countDown();
        });
        return happened;
    }

    static void await(CountDownLatch latch, Duration limit, String what) {
        try {
            if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void awaitState(Duration limit, String orderId, String state) {
        Eventually.until(
                limit,
                () -> orderId + " to be " + state + ", is " + store().stateOf(orderId),
                () -> store().stateOf(orderId).equals(state));
    }

    /** What the buyer finds in the order, once. */
    JsonNode delivered(String orderId) {
        JsonNode deliveries = store().delivered(orderId);
        if (deliveries.size() != 1) {
            throw new AssertionError("One delivery was expected: " + deliveries);
        }
        return deliveries.get(0);
    }

    /** How often the seller asked for this. */
    long asked(String method, String path) {
        return standIn.writes().stream()
                .filter(write -> write.startsWith(method + " " + path + " "))
                .count();
    }

    List<JsonNode> spendings() {
        return store().spendings();
    }

    @Override
    public void close() {
        server.distribution().set("org.p2pvps.openbazaar", "url", "");
        server.shell().run("feature:uninstall p2pvps-openbazaar");
        try {
            standIn.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
