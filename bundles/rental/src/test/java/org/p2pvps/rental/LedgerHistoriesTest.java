package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.EarlyEnd;
import org.p2pvps.rental.memory.CrashingTransactions;
import org.p2pvps.rental.memory.Memory;

/**
 * Whatever happens, in whatever order, and wherever the server is killed: not a unit is created or lost. How many histories are
 * tried says {@code -Djqwik.tries.default}.
 */
class LedgerHistoriesTest {
    private static final int LONGEST = 40;
    private static final int DERBY_HISTORIES = 3;

    private static final AtomicLong TRIED = new AtomicLong();
    private static final AtomicLong HELD = new AtomicLong();

    /**
     * @param steps what happens, a number each: see {@link World#step}
     */
    record History(int feeBasisPoints, EarlyEnd policy, long hourlyRate, int[] steps) {
        Division division() {
            return new Division(policy, feeBasisPoints);
        }
    }

    @Provide
    Arbitrary<History> histories() {
        return Combinators.combine(
                        Arbitraries.of(0, 1, 250, 1_000, 9_999, 10_000),
                        Arbitraries.of(EarlyEnd.class),
                        Arbitraries.of(1L, 3L, 7L, 100L, 123_456_789L, 90_000_000_000_000L),
                        Arbitraries.integers()
                                .withDistribution(RandomDistribution.uniform())
                                .array(int[].class)
                                .ofMaxSize(LONGEST))
                .as(History::new);
    }

    @Property(generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void noUnitIsCreatedOrLost(@ForAll("histories") History history) {
        TRIED.incrementAndGet();
        tryMemory(history);
        HELD.incrementAndGet();
    }

    static void tryMemory(History history) {
        Memory memory = new Memory();
        live(new World(Stores.of(memory), memory.transactions, history.division(), history.hourlyRate()), history);
    }

    @Property(tries = DERBY_HISTORIES, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void norInARealDatabase(@ForAll("histories") History history) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "histories");
        try (TestDatabase database = TestDatabase.open(folder)) {
            CrashingTransactions transactions = new CrashingTransactions(database.transactions);
            World world = new World(
                    Stores.of(database).with(transactions), transactions, history.division(), history.hourlyRate());
            live(world, history);
            assertThat(database.ledger.unbalanced()).isZero();
        }
    }

    private static void live(World world, History history) {
        for (int step : history.steps()) {
            world.step(step);
        }
        world.settleDown();
        new Audit(world, history.division()).everything();
        long before = world.digest();
        world.repeatEverything();
        world.sweep();
        assertThat(world.digest()).as("a replay changes nothing").isEqualTo(before);
    }

    @AfterContainer
    static void figures() throws IOException {
        Files.writeString(
                Path.of("target/figures.txt"),
                "figure ledger_histories " + TRIED.get() + " count\n" + "figure ledger_violations "
                        + (TRIED.get() - HELD.get()) + " count\n");
    }
}
