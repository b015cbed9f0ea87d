package org.p2pvps.localtunnel.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings together a site's free connections and what waits for one. Requests take those first that have carried requests. A TLS
 * session takes one that has not, and leaves it so; if there is none, a used one is closed so that one comes.
 */
final class Assignment {
    private final Deque<DataSocket> used = new ArrayDeque<>();
    private final Deque<DataSocket> fresh = new ArrayDeque<>();
    private final Deque<Carried> waiting = new ArrayDeque<>();
    private final Deque<Carried> waitingForFresh = new ArrayDeque<>();
    /** Used connections closed for fresh ones that have not come yet. */
    private int expected;

    /** @return whether a connection was free */
    boolean serve(Carried carried) {
        DataSocket socket = carried.isSession() || used.isEmpty() ? fresh.pollLast() : used.pollLast();
        if (socket == null) {
            return false;
        }
        socket.serve(carried);
        return true;
    }

    void await(Carried carried) {
        if (carried.isSession()) {
            waitingForFresh.addLast(carried);
            if (expected < waitingForFresh.size() && !used.isEmpty()) {
                replace(used.pollFirst());
            }
        } else {
            waiting.addLast(carried);
        }
    }

    void free(DataSocket socket) {
        if (socket.isFresh()) {
            expected = Math.max(0, expected - 1);
        } else if (expected < waitingForFresh.size()) {
            replace(socket);
            return;
        }
        Carried next = next(socket);
        if (next == null) {
            (socket.isFresh() ? fresh : used).addLast(socket);
        } else {
            socket.serve(next);
        }
    }

    void forget(Carried carried) {
        (carried.isSession() ? waitingForFresh : waiting).remove(carried);
        if (waitingForFresh.isEmpty()) {
            expected = 0;
        }
    }

    void forget(DataSocket socket) {
        (socket.isFresh() ? fresh : used).remove(socket);
    }

    /** Closes connections that were used, but not after {@code before}: a crowd that has gone needs them no more. */
    void closeUnused(long before) {
        List<DataSocket> resting = Stream.concat(used.stream(), fresh.stream())
                .filter(socket -> socket.restsSince(before))
                .toList();
        resting.forEach(this::forget);
        resting.forEach(DataSocket::close);
    }

    /** No connection is free any more. */
    void forgetSockets() {
        used.clear();
        fresh.clear();
    }

    List<Carried> waiting() {
        List<Carried> all = new ArrayList<>(waiting);
        all.addAll(waitingForFresh);
        return all;
    }

    int size() {
        return waiting.size() + waitingForFresh.size();
    }

    private Carried next(DataSocket socket) {
        Carried first = socket.isFresh() ? waitingForFresh.pollFirst() : null;
        return first == null ? waiting.pollFirst() : first;
    }

    private void replace(DataSocket socket) {
        expected++;
        socket.close();
    }
}
