package org.p2pvps.api;

import java.util.function.Supplier;

/**
 * Runs work on the stores in one database transaction; joins the caller's if there is one. Work that lost a lock to another
 * transaction is rolled back and run again, so it must do nothing but use stores; events are posted after.
 */
public interface Transactions {
    /**
     * Commits when {@code work} returns, rolls back when it throws. A call within another that throws dooms the whole, even
     * if the outer work catches it; so does a {@code conflict} that a store found.
     */
    <T> T call(Supplier<T> work);

    /** As {@link #call}, for work without a result. */
    default void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
