package org.p2pvps.agent.web;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.Connection;

/**
 * The data sockets of one grant: a few that wait for visitors, and more while those are busy, as far as the grant goes. It is
 * lost when the gateway takes none of them any more.
 */
final class Pool implements Connection, SocketLoop.Timed {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(2);
    /** While nothing listens in the container each visitor costs a socket; they are to come back soon. */
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMillis(500);

    /** Sockets that wait for visitors. Those who come in a crowd wait for a round trip while more are opened. */
    private static final int SPARE = 16;

    private final SocketLoop loop;
    private final Runnable lost;
    private final List<Slot> slots;
    private final Backoff afterRefusal;
    private final Backoff afterFailure;
    private volatile boolean open = true;
    private volatile String reason = "closed";
    private int unwantedInARow;

    Pool(SocketLoop loop, Grant grant, WebServer container, RandomGenerator random, Runnable lost) {
        this.loop = loop;
        this.lost = lost;
        this.afterRefusal = new Backoff(SHORT, LONGEST_AFTER_REFUSAL, random);
        this.afterFailure = new Backoff(SHORT, LONG, random);
        this.slots = Stream.generate(() -> new Slot(loop, grant, container, this))
                .limit(grant.sockets())
                .toList();
    }

    void begin() {
        loop.execute(() -> {
            if (open) {
                loop.add(this);
            }
        });
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public String lossReason() {
        return reason;
    }

    @Override
    public void close() {
        open = false;
        loop.execute(this::closeAll);
    }

    @Override
    public void tick(long now) {
        for (Slot slot : slots) {
            if (open) {
                slot.tick(now);
            }
        }
        wakeSpare(now);
    }

    @Override
    public long nanosLeft(long now) {
        long least = Long.MAX_VALUE;
        for (Slot slot : slots) {
            least = Math.min(least, slot.nanosLeft(now));
        }
        return least;
    }

    /** Whether fewer sockets than wanted wait for visitors, or soon will. */
    boolean needsFresh() {
        return fresh() < Math.min(SPARE, slots.size());
    }

    /** The pause after a socket that carried something. */
    Duration used() {
        unwantedInARow = 0;
        afterRefusal.reset();
        afterFailure.reset();
        return Duration.ZERO;
    }

    /** The pause after a visitor for whom nothing listened in the container. */
    Duration refused() {
        unwantedInARow = 0;
        return afterRefusal.next();
    }

    /** The pause after a socket that the gateway closed when it had been idle for a while. */
    Duration idleClosed() {
        return SHORT;
    }

    /** The pause after a socket that the gateway closed at once. When that goes on the name is to be asked for again. */
    Duration unwanted() {
        unwantedInARow++;
        if (unwantedInARow > Math.min(SPARE, slots.size())) {
            giveUp("the gateway does not take its data sockets");
        }
        return afterFailure.next();
    }

    /** The pause after a socket that could not be opened. */
    Duration unreachable() {
        return afterFailure.next();
    }

    /** Something speaks for the grant's being void; it is if no socket stands against it. */
    void looksLost(String why) {
        if (slots.stream().noneMatch(Slot::isOpen)) {
            giveUp(why);
        }
    }

    private int fresh() {
        int fresh = 0;
        for (Slot slot : slots) {
            fresh += slot.isFresh() ? 1 : 0;
        }
        return fresh;
    }

    private void wakeSpare(long now) {
        int missing = Math.min(SPARE, slots.size()) - fresh();
        for (int at = 0; missing > 0 && open && at < slots.size(); at++) {
            if (slots.get(at).isAsleep()) {
                slots.get(at).wake(now);
                missing--;
            }
        }
    }

    private void giveUp(String why) {
        if (open) {
            reason = why;
            open = false;
            closeAll();
            lost.run();
        }
    }

    private void closeAll() {
        loop.remove(this);
        slots.forEach(Slot::close);
    }
}
