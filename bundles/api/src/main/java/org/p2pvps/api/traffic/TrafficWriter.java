package org.p2pvps.api.traffic;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes a book every half minute, and a last time when it is closed, on a thread of its own: the database may take its time. */
public final class TrafficWriter implements AutoCloseable {
    private static final long PERIOD_SECONDS = 30;
    private static final long LAST_SECONDS = 2;

    private final TrafficBook book;
    private final Supplier<TrafficStore> store;
    private final Consumer<Exception> failed;
    private final ScheduledThreadPoolExecutor executor;

    /**
     * @param store the store, or null while there is none
     * @param thread its name
     * @param failed told what went wrong; it is tried again
     */
    public TrafficWriter(TrafficBook book, Supplier<TrafficStore> store, String thread, Consumer<Exception> failed) {
        this.book = book;
        this.store = store;
        this.failed = failed;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, thread);
            made.setDaemon(true);
            return made;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public void start() {
        var unused = executor.scheduleWithFixedDelay(this::write, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Does {@code work} so often, and first after that time, with the store. */
    public void every(Duration period, Consumer<TrafficStore> work) {
        long millis = period.toMillis();
        var unused = executor.scheduleWithFixedDelay(() -> attempt(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Writes a last time, and waits for that a moment. A call that is under way longer is left to end. */
    @Override
    public void close() {
        try {
            Future<?> last = executor.submit(this::write);
            executor.shutdown();
            last.get(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    private void write() {
        attempt(book::write);
    }

    private void attempt(Consumer<TrafficStore> work) {
        TrafficStore present = store.get();
        if (present == null) {
            return;
        }
        try {
            work.accept(present);
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }
}
