package org.p2pvps.api;

import java.util.function.Supplier;

/** Runs work on the stores in one database transaction; joins the caller's if there is one. */
public interface Transactions {
    /** Commits when {@code work} returns, rolls back when it throws. */
    <T> T call(Supplier<T> work);

    /** As {@link #call}, for work without a result. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
