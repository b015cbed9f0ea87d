package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.openbazaar.standin.Store;

/**
 * Each story is told as often as it has steps, and the process is killed before another step each time: before each call of the daemon,
 * of the database and of the order desk. A new process goes on with what is in the database and at the daemon. All must end alike.
 */
class KillTest {
    private static final AtomicInteger TRIED = new AtomicInteger();
    private static final AtomicInteger SURVIVED = new AtomicInteger();
    /** Every so manieth step; {@code KILL_EVERY=1} in the environment tries them all, which takes minutes. */
    private static final int EVERY = Integer.parseInt(System.getenv().getOrDefault("KILL_EVERY", "7"));

    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    private World world;
    private Fuse fuse;
    private World.Process process;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @AfterAll
    static void report() {
        System.out.println("figure openbazaar_kill_points_tried " + TRIED + " count");
        System.out.println("figure openbazaar_kill_points_survived " + SURVIVED + " count");
    }

    @Test
    void deliversOnceWhatWasPaid() {
        atEveryStep(() -> {
            String slug = listed();
            String order = store().buy(slug, 3, "bob@example.test", "", false);
            live();
            store().pay(order);
            live();
            assertThat(store().slugs()).doesNotContain(slug);
            store().mine(1);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
                assertThat(store().delivered(order)).hasSize(1);
                assertThat(store().delivered(order)
                                .at("/0/digitalDelivery/0/url")
                                .asText())
                        .isEqualTo("ssh://u17@vps.example.org:20017");
                assertThat(world.desk.entry(order).paid()).isEqualTo(3 * World.PRICE);
                assertThat(world.desk.entry(order).delivered).isTrue();
                assertThat(store().slugs()).doesNotContain(slug);
            };
        });
    }

    @Test
    void refundsOnceWhatCannotBeDelivered() {
        atEveryStep(() -> {
            String slug = listed();
            String order = store().buy(slug, 2, "", "", false);
            live();
            world.desk.takeAway(slug);
            store().pay(order);
            store().mine(1);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("REFUNDED");
                assertThat(world.desk.entry(order).order.state()).isEqualTo(OrderState.REFUNDED);
                assertThat(world.desk.entry(order).refunds).hasSize(1);
            };
        });
    }

    @Test
    void acceptsWhatWasOrderedWhileTheStoreWasAway() {
        atEveryStep(() -> {
            String slug = listed();
            store().online(false);
            String order = store().buy(slug, 2, "bob@example.test", "", false);
            store().pay(order);
            store().online(true);
            store().mine(1);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
                assertThat(world.desk.entry(order).paid()).isEqualTo(2 * World.PRICE);
            };
        });
    }

    @Test
    void declinesWhatWasOversoldWhileTheStoreWasAway() {
        atEveryStep(() -> {
            String slug = listed();
            store().online(false);
            String order = store().buy(slug, 5000, "", "", false);
            store().pay(order);
            store().online(true);
            store().mine(1);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("DECLINED");
                assertThat(world.desk.entry(order)).isNull();
                assertThat(store().slugs()).contains(slug);
                unlist(slug);
            };
        });
    }

    @Test
    void followsADisputeToItsEnd() {
        atEveryStep(() -> {
            String slug = listed();
            String order = store().buy(slug, 4, "bob@example.test", "", true);
            store().pay(order);
            store().mine(1);
            live();
            world.desk.endEarly(order);
            live();
            assertThat(store().stateOf(order)).isEqualTo("DISPUTED");
            store().rule(order, 25);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("DECIDED");
                assertThat(store().isReleased(order)).isTrue();
                assertThat(store().claim(order)).contains("Not delivered: 1800 s.", "seller 30000, buyer 10000");
                assertThat(world.desk.entry(order).ruling.amount()).isPositive();
            };
        });
    }

    @Test
    void neverPaysTwiceOutOfTheWallet() {
        world.with("maySpend", true);
        atEveryStep(() -> {
            int before = store().spendings().size();
            String slug = listed();
            String order = store().buy(slug, 4, "bob@example.test", "", false);
            store().pay(order);
            store().mine(1);
            live();
            world.desk.endEarly(order);
            live();
            return () -> {
                int paid = store().spendings().size() - before;
                DeskBook.Entry entry = world.desk.entry(order);
                assertThat(paid).isLessThanOrEqualTo(1);
                assertThat(entry.refunds.isEmpty() ? entry.needsAdmin : paid == 1)
                        .isTrue();
            };
        });
    }

    private Store store() {
        return world.standIn.store();
    }

    /** @param story tells it, and gives what must hold in the end */
    private void atEveryStep(Supplier<Runnable> story) {
        int steps = tell(story, 0);
        int killed = 0;
        for (int step = 1; step <= steps; step += EVERY) {
            tell(story, step);
            if (fuse.isBlown()) {
                killed++;
                TRIED.incrementAndGet();
                SURVIVED.incrementAndGet();
            }
        }
        assertThat(killed).isGreaterThanOrEqualTo(10);
    }

    private int tell(Supplier<Runnable> story, int step) {
        fuse = new Fuse(step);
        process = world.start(fuse);
        try {
            Runnable end = story.get();
            end.run();
        } catch (AssertionError e) {
            TRIED.incrementAndGet();
            throw new AssertionError("killed before step " + step, e);
        }
        return fuse.steps();
    }

    private String listed() {
        String slug = world.list();
        live();
        assertThat(store().slugs()).contains(slug);
        return slug;
    }

    private void unlist(String slug) {
        world.sell(slug);
        live();
    }

    /** Some rounds and sweeps; whoever is killed is replaced. */
    private void live() {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                process.seller().round();
                process.seller().compare();
                world.desk.sweep(process.market());
            } catch (Fuse.Killed e) {
                process = world.start(new Fuse(0));
                round = -1;
            }
        }
    }
}
