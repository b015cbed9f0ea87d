package org.p2pvps.tunnel.meter;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

/**
 * Gives a sender room for as much as was taken of it, at the pace of a limit: who gets no room sends nothing (RFC 4254, 5.2).
 * What is owed is a number; no bytes wait for it.
 */
public final class RoomPace {
    /** Does a task later, in so many nanoseconds. */
    public interface Later {
        void execute(long nanos, Runnable task);
    }

    /** Gives room. */
    public interface Giver {
        /** @param free whether the sender is not held back by the limit */
        void give(int bytes, boolean free);
    }

    private final AtomicInteger owed = new AtomicInteger();
    private final IntToLongFunction limit;
    private final Later later;
    private final Giver giver;

    /** @param limit {@link Meter#in} or {@link Meter#out} */
    public RoomPace(IntToLongFunction limit, Later later, Giver giver) {
        this.limit = limit;
        this.later = later;
        this.giver = giver;
    }

    /** So many bytes were taken. */
    public void taken(int bytes) {
        long pause = limit.applyAsLong(bytes);
        if (pause == 0 && owed.get() == 0) {
            giver.give(bytes, true);
        } else if (owed.getAndAdd(bytes) == 0) {
            later.execute(pause, this::repay);
        }
    }

    private void repay() {
        long pause = limit.applyAsLong(0);
        if (pause > 0) {
            later.execute(pause, this::repay);
        } else {
            giver.give(owed.getAndSet(0), false);
        }
    }
}
