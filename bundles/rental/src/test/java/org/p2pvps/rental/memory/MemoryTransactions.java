package org.p2pvps.rental.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.p2pvps.api.Transactions;

/** Transactions in memory, for one thread. They can be told to have the server killed at any write or commit. */
public final class MemoryTransactions implements Transactions, CrashPoints {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int depth;
    private int stepsToCrash = Integer.MAX_VALUE;

    @Override
    public void crashIn(int steps) {
        stepsToCrash = steps;
    }

    @Override
    public void restart() {
        stepsToCrash = Integer.MAX_VALUE;
        depth = 0;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return depth > 0 ? nested(work) : outermost(work);
    }

    private <T> T nested(Supplier<T> work) {
        depth++;
        try {
            return work.get();
        } finally {
            depth--;
        }
    }

    private <T> T outermost(Supplier<T> work) {
        depth = 1;
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            rollBack();
            throw e;
        } finally {
            depth = 0;
        }
        undo.clear();
        step();
        return result;
    }

    /** A write that can be undone. Runs in a transaction. */
    void write(Runnable change, Runnable reversal) {
        step();
        change.run();
        undo.push(reversal);
    }

    private void step() {
        if (stepsToCrash-- <= 0) {
            throw new Crash();
        }
    }

    private void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
