package org.p2pvps.path;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what takes its time, by looking again until a deadline. */
final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(40);

    private Eventually() {}

    /** Fails with {@code what} if {@code condition} is not met in time. */
    static void until(Duration limit, String what, BooleanSupplier condition) {
        until(limit, () -> what, condition);
    }

    /** The same, with words that are chosen at the end. */
    static void until(Duration limit, Supplier<String> what, BooleanSupplier condition) {
        get(limit, what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** The first thing that {@code look} finds. */
    static <T> T get(Duration limit, String what, Supplier<Optional<T>> look) {
        return get(limit, () -> what, look);
    }

    private static <T> T get(Duration limit, Supplier<String> what, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Lets time pass where nothing can be looked at. */
    static void pass(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }
}
