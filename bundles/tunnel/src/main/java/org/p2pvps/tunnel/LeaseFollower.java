package org.p2pvps.tunnel;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.p2pvps.api.device.LeaseStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease table like the database: at each event for one device, and by a sweep for what events missed. All store
 * calls are made on its one thread. While there is no store, or it fails, the table stays as it is.
 */
final class LeaseFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFollower.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** The sweep may take a twentieth of the time at most, however many leases there are. */
    private static final int IDLE_SHARE = 20;

    private final Supplier<LeaseStore> store;
    private final LeaseTable table;
    private final Runnable changed;
    private final Semaphore urgent = new Semaphore(1);
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "tunnel-leases"));

    /**
     * @param store the store, or null while there is none
     * @param changed called after the table was brought up to date
     */
    LeaseFollower(Supplier<LeaseStore> store, LeaseTable table, Runnable changed) {
        this.store = store;
        this.table = table;
        this.changed = changed;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        executor.execute(this::sweep);
    }

    /** Looks the device's lease up soon. */
    void refresh(UUID deviceId) {
        try {
            executor.execute(() -> update(deviceId));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not following leases any more", closed);
        }
    }

    /**
     * Looks the device's lease up and waits for it, half a second at most: for a device that connects before the event of its
     * new lease arrived. One caller at a time; others are not made to wait.
     */
    void refreshNow(UUID deviceId) {
        if (!urgent.tryAcquire()) {
            return;
        }
        try {
            CompletableFuture.runAsync(() -> update(deviceId), executor).get(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("The lease of device {} could not be looked up in time", deviceId, e);
        } finally {
            urgent.release();
        }
    }

    /** A store call that is under way is left to end: an interrupt could reach into the database. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private void update(UUID deviceId) {
        attempt(leases -> table.replace(deviceId, leases.activeOf(deviceId)));
    }

    private void sweep() {
        long start = System.nanoTime();
        attempt(leases -> table.replaceAll(leases.active()));
        long pause = Math.max(PERIOD.toNanos(), IDLE_SHARE * (System.nanoTime() - start));
        try {
            executor.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not following leases any more", closed);
        }
    }

    private void attempt(Consumer<LeaseStore> work) {
        LeaseStore leases = store.get();
        if (leases == null) {
            return;
        }
        try {
            work.accept(leases);
            changed.run();
        } catch (RuntimeException e) {
            LOG.debug("Leases can't be read now; what is known stays", e);
        }
    }
}
