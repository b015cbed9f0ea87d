package org.p2pvps.rental.memory;

import java.util.function.Supplier;
import org.p2pvps.api.Transactions;

/** A real database's transactions, around whose commits the server can be killed: just before, or just after. */
public final class CrashingTransactions implements Transactions, CrashPoints {
    private final Transactions real;
    private int depth;
    private int stepsToCrash = Integer.MAX_VALUE;

    public CrashingTransactions(Transactions real) {
        this.real = real;
    }

    @Override
    public void crashIn(int steps) {
        stepsToCrash = steps;
    }

    @Override
    public void restart() {
        stepsToCrash = Integer.MAX_VALUE;
    }

    @Override
    public <T> T call(Supplier<T> work) {
        if (depth > 0) {
            return real.call(work);
        }
        depth++;
        try {
            return outermost(work);
        } finally {
            depth--;
        }
    }

    private <T> T outermost(Supplier<T> work) {
        T result = real.call(() -> {
            T made = work.get();
            step();
            return made;
        });
        step();
        return result;
    }

    private void step() {
        if (stepsToCrash-- <= 0) {
            throw new Crash();
        }
    }
}
