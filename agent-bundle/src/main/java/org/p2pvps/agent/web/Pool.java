package org.p2pvps.agent.web;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.p2pvps.agent.connection.Backoff;
import org.p2pvps.agent.connection.Connection;

/** The data sockets of one grant. It is lost when the gateway takes none of them any more. */
final class Pool implements Connection, SocketLoop.Timed {
    private static final int MOST_SESSIONS = 500;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(2);
    /** While nothing listens in the container each visitor costs a socket; they are to come back soon. */
    private static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMillis(500);

    private final SocketLoop loop;
    private final Runnable lost;
    private final List<Slot> slots;
    private final Set<Pair> sessions = new HashSet<>();
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
        for (Pair session : List.copyOf(sessions)) {
            if (session.nanosLeft(now) <= 0) {
                session.expire();
            }
        }
    }

    @Override
    public long nanosLeft(long now) {
        return LongStream.concat(
                        slots.stream().mapToLong(slot -> slot.nanosLeft(now)),
                        sessions.stream().mapToLong(session -> session.nanosLeft(now)))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * A pair turned out to carry a TLS session, which may stay for hours: it leaves its slot, which opens another socket.
     *
     * @return false if there are too many already
     */
    boolean adopt(Pair session) {
        return sessions.size() < MOST_SESSIONS && sessions.add(session);
    }

    /** @return whether it was adopted */
    boolean ended(Pair session) {
        return sessions.remove(session);
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
        if (unwantedInARow > slots.size()) {
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
        List.copyOf(sessions).forEach(Pair::close);
        sessions.clear();
    }
}
