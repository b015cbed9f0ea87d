package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.persistence.Samples.NOW;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.rental.Order;
import org.p2pvps.protocol.ErrorCode;

/** Several at once, each on a thread and connection of its own. */
class ConcurrencyTest {
    private static final int THREADS = 8;

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Account owner = Samples.account();
    private final Device device = Samples.device(owner.id());

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void keepDevice() {
        database.accounts.insert(owner);
        database.devices.insert(device);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void letsOneWinTheDevice() throws Exception {
        Lease lease = Samples.lease(device.id(), 20_000);
        database.leases.insert(lease);
        List<Order> orders = IntStream.range(0, THREADS)
                .mapToObj(index -> Samples.order(device.id(), owner.id()))
                .toList();
        orders.forEach(database.orders::insert);
        CyclicBarrier start = new CyclicBarrier(THREADS);

        List<Boolean> won = atOnce(index -> () -> {
            start.await();
            return succeeds(() -> database.transactions.run(() -> {
                assertThat(database.rentals.find(UUID.randomUUID())).isEmpty();
                database.rentals.insert(Samples.rental(orders.get(index), lease));
            }));
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(database.rentals.byOwner(owner.id())).hasSize(1);
    }

    @Test
    void losesNoIncrement() throws Exception {
        int rounds = 10;
        atOnce(index -> () -> {
            for (int round = 0; round < rounds; round++) {
                database.devices.update(device.id(), ConcurrencyTest::counted);
            }
            return true;
        });
        assertThat(count(device)).isEqualTo(THREADS * rounds);
    }

    /** What was read before the lock was had must not be what is changed. */
    @Test
    void losesNoIncrementAfterAnEarlierRead() throws Exception {
        int rounds = 10;
        atOnce(index -> () -> {
            for (int round = 0; round < rounds; round++) {
                database.transactions.run(() -> {
                    assertThat(database.devices.find(device.id())).isPresent();
                    database.devices.update(device.id(), ConcurrencyTest::counted);
                });
            }
            return true;
        });
        assertThat(count(device)).isEqualTo(THREADS * rounds);
    }

    @Test
    void triesAgainAfterADeadlock() throws Exception {
        Device other = Samples.device(owner.id());
        database.devices.insert(other);
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        Callable<Boolean> forward = crossing(device, other, bothHoldOne, runs);
        Callable<Boolean> backward = crossing(other, device, bothHoldOne, runs);
        for (Future<Boolean> each : threads.invokeAll(List.of(forward, backward), 60, TimeUnit.SECONDS)) {
            assertThat(each.get()).isTrue();
        }

        assertThat(runs).hasValue(3);
        assertThat(count(device)).isEqualTo(2);
        assertThat(count(other)).isEqualTo(2);
    }

    private Callable<Boolean> crossing(Device first, Device second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        return () -> {
            database.transactions.run(() -> {
                database.devices.update(first.id(), ConcurrencyTest::counted);
                if (runs.incrementAndGet() <= 2) {
                    await(bothHoldOne);
                }
                database.devices.update(second.id(), ConcurrencyTest::counted);
            });
            return true;
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Device counted(Device old) {
        int count = old.trouble().isEmpty() ? 0 : Integer.parseInt(old.trouble());
        return old.seen(Integer.toString(count + 1), NOW);
    }

    private int count(Device which) {
        return Integer.parseInt(database.devices.find(which.id()).orElseThrow().trouble());
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            return false;
        }
    }

    private List<Boolean> atOnce(IntFunction<Callable<Boolean>> work) throws Exception {
        List<Callable<Boolean>> all = IntStream.range(0, THREADS).mapToObj(work).toList();
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> each : threads.invokeAll(all, 120, TimeUnit.SECONDS)) {
            results.add(each.get());
        }
        return results;
    }
}
