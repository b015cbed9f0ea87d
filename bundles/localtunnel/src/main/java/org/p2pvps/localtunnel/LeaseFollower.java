package org.p2pvps.localtunnel;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.localtunnel.gateway.Permits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leased names like the database: at each event for one device, and by a sweep for what events missed. All store
 * calls are made on its one thread. While there is no store, or it fails, what is known stays.
 */
final class LeaseFollower implements Permits, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFollower.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** The sweep may take a twentieth of the time at most, however many leases there are. */
    private static final int IDLE_SHARE = 20;

    private static final long REFRESH_MILLIS = 500;

    private final Supplier<LeaseStore> store;
    private final Runnable changed;
    private final LeasedNames names = new LeasedNames();
    private final AtomicReference<CompletableFuture<Void>> refreshing = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "gateway-leases"));

    /**
     * @param store the store, or null while there is none
     * @param changed called after the names were brought up to date
     */
    LeaseFollower(Supplier<LeaseStore> store, Runnable changed) {
        this.store = store;
        this.changed = changed;
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        executor.execute(this::sweep);
    }

    /** Looks the device's lease up soon. */
    void refresh(UUID deviceId) {
        execute(() -> attempt(leases -> names.replace(deviceId, leases.activeOf(deviceId))));
    }

    @Override
    public Optional<Permit> of(String name) {
        return names.of(name);
    }

    /** However many ask at once, the store is read once. */
    @Override
    public CompletionStage<Void> refresh() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> running = refreshing.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        execute(() -> {
            attempt(leases -> names.replaceAll(leases.active()));
            refreshing.set(null);
            mine.complete(null);
        });
        return mine.orTimeout(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A store call that is under way is left to end: an interrupt could reach into the database. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private void sweep() {
        long start = System.nanoTime();
        attempt(leases -> names.replaceAll(leases.active()));
        long pause = Math.max(PERIOD.toNanos(), IDLE_SHARE * (System.nanoTime() - start));
        try {
            executor.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not following leases any more", closed);
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
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
