package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.openbazaar.standin.Store;

/**
 * Each story is told as often as it has steps, and the server is killed before another step each time: before each call of the daemon, of
 * the database and of the order desk, in the middle of transactions too. Another server goes on with what is in the database and at the
 * daemon. All must end alike.
 */
class KillTest {
    private static final AtomicInteger TRIED = new AtomicInteger();
    private static final AtomicInteger SURVIVED = new AtomicInteger();
    /** Every so manieth step; {@code KILL_EVERY=1} in the environment tries them all, which takes long. */
    private static final Optional<Integer> EVERY =
            Optional.ofNullable(System.getenv("KILL_EVERY")).map(Integer::valueOf);

    private static final int KILLS_PER_STORY = 15;
    private static final int ROUNDS = 5;

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
    void deliversOnceWhatWasPaidAndDividesItAtTheEnd() {
        atEveryStep(() -> {
            String slug = listed();
            String order = store().buy(slug, 3, "bob@example.test", "", false);
            live();
            store().pay(order);
            live();
            assertThat(store().slugs()).doesNotContain(slug);
            store().mine(1);
            live();
            assertThat(world.state(order)).isEqualTo(OrderState.FULFILLED);
            world.clock.forward(Duration.ofHours(3).plusSeconds(1));
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
                assertThat(store().delivered(order)).hasSize(1);
                assertThat(store().delivered(order)
                                .at("/0/digitalDelivery/0/url")
                                .asText())
                        .matches("ssh://vps@vps\\.example\\.org:2\\d{4}");
                assertThat(world.paid(order)).isEqualTo(3 * World.PRICE);
                assertThat(world.order(order).deliveredAt()).isNotNull();
                assertThat(store().slugs()).doesNotContain(slug);
                assertThat(world.state(order)).isEqualTo(OrderState.SETTLED);
                assertThat(world.refunds(order)).isEmpty();
            };
        });
    }

    @Test
    void addsOnceTheHoursThatWereBoughtAndDividesThemAtTheEnd() {
        atEveryStep(() -> {
            String slug = listed();
            String first = store().buy(slug, 2, "bob@example.test", "", false);
            store().pay(first);
            store().mine(1);
            live();
            String more = store().buy(Slugs.more(slug), 3, "bob@example.test", "", false);
            live();
            store().pay(more);
            store().mine(1);
            live();
            assertThat(world.rental(first).endsAt())
                    .isEqualTo(world.rental(first).startedAt().plus(Duration.ofHours(5)));
            world.clock.forward(Duration.ofHours(5).plusSeconds(1));
            live();
            return () -> {
                assertThat(store().stateOf(more)).isEqualTo("FULFILLED");
                assertThat(store().delivered(more)).hasSize(1);
                assertThat(world.paid(more)).isEqualTo(3 * World.PRICE);
                assertThat(world.order(more).deliveredAt()).isNotNull();
                assertThat(List.of(world.state(first), world.state(more))).containsOnly(OrderState.SETTLED);
                assertThat(world.refunds(more)).isEmpty();
                assertThat(store().slugs()).doesNotContain(slug, Slugs.more(slug));
            };
        });
    }

    @Test
    void refundsOnceWhatCannotBeDelivered() {
        atEveryStep(() -> {
            String slug = listed();
            String order = store().buy(slug, 2, "", "", false);
            live();
            world.takeAway(slug);
            store().pay(order);
            store().mine(1);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("REFUNDED");
                assertThat(world.state(order)).isEqualTo(OrderState.REFUNDED);
                assertThat(world.refunds(order))
                        .extracting(refund -> refund.amount().amount())
                        .containsExactly(2 * World.PRICE);
            };
        });
    }

    @Test
    void rentsToOneOfTwoAndPaysTheOtherBack() {
        atEveryStep(() -> {
            String slug = listed();
            String first = store().buy(slug, 2, "bob@example.test", "", false);
            String second = store().buy(slug, 2, "eve@example.test", "", false);
            live();
            store().pay(first);
            store().pay(second);
            store().mine(1);
            live();
            return () -> {
                assertThat(List.of(store().stateOf(first), store().stateOf(second)))
                        .containsExactlyInAnyOrder("FULFILLED", "REFUNDED");
                assertThat(List.of(world.state(first), world.state(second)))
                        .containsExactlyInAnyOrder(OrderState.FULFILLED, OrderState.REFUNDED);
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
                assertThat(world.paid(order)).isEqualTo(2 * World.PRICE);
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
                assertThat(world.state(order)).isEqualTo(OrderState.CANCELLED);
                assertThat(world.paid(order)).isZero();
                assertThat(store().slugs()).contains(slug);
                world.takeAway(slug);
                live();
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
            world.quarterLost(order);
            live();
            assertThat(store().stateOf(order)).isEqualTo("DISPUTED");
            store().rule(order, 25);
            live();
            return () -> {
                assertThat(store().stateOf(order)).isEqualTo("DECIDED");
                assertThat(store().isReleased(order)).isTrue();
                assertThat(store().claim(order)).contains("Not delivered: 3600 s.", "seller 30000, buyer 10000");
                assertThat(world.state(order)).isEqualTo(OrderState.SETTLED);
                assertThat(world.refunds(order))
                        .filteredOn(refund -> refund.state() == RefundState.PAID)
                        .extracting(refund -> refund.amount().amount())
                        .containsExactly(7_000L);
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
            world.quarterLost(order);
            live();
            return () -> {
                int paid = store().spendings().size() - before;
                assertThat(paid).isLessThanOrEqualTo(1);
                assertThat(world.refunds(order))
                        .extracting(Refund::state)
                        .containsExactly(paid == 1 && isKnown(order) ? RefundState.PAID : RefundState.NEEDS_ADMIN);
            };
        });
    }

    /** A crash between the payment and its note leaves it to an admin only if the wallet does not show it. */
    private boolean isKnown(String order) {
        return world.refunds(order).stream().anyMatch(refund -> refund.state() == RefundState.PAID);
    }

    private Store store() {
        return world.standIn.store();
    }

    /** @param story tells it, and gives what must hold in the end */
    private void atEveryStep(Supplier<Runnable> story) {
        int steps = tell(story, 0);
        int killed = 0;
        int stride = EVERY.orElse(Math.max(1, steps / KILLS_PER_STORY));
        for (int step = 1; step <= steps; step += stride) {
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
            nothingIsLeftOver();
        } catch (AssertionError e) {
            TRIED.incrementAndGet();
            throw new AssertionError("killed before step " + step, e);
        }
        return fuse.steps();
    }

    /** What came in and did not go out is somebody's. */
    private void nothingIsLeftOver() {
        assertThat(world.database.ledger.unbalanced()).isZero();
        world.database.orders.byState(OrderState.SETTLED).forEach(order -> assertThat(world.database
                        .ledger
                        .balance(LedgerAccount.deposit(order.id(), World.COIN))
                        .amount())
                .isZero());
    }

    private String listed() {
        String slug = world.list();
        live();
        assertThat(store().slugs()).contains(slug);
        return slug;
    }

    /** Some rounds and sweeps; whoever is killed is replaced. */
    private void live() {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                process.round();
            } catch (Fuse.Killed e) {
                process = world.start();
                round = -1;
            }
        }
    }
}
