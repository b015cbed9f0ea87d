package org.p2pvps.tunnel.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who waits until little is left to be written to a socket. All on its loop's thread. */
final class DrainWaiters {
    private final Set<PacedSession> sources = new LinkedHashSet<>(0);
    private final List<Runnable> tasks = new ArrayList<>(0);

    /** {@code source} is read from no more until then. */
    void holdBack(PacedSession source) {
        source.suspendRead();
        sources.add(source);
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return sources.isEmpty() && tasks.isEmpty();
    }

    /** Who is let go may come to wait anew meanwhile. */
    void release() {
        List<PacedSession> held = List.copyOf(sources);
        List<Runnable> waiting = List.copyOf(tasks);
        sources.clear();
        tasks.clear();
        held.forEach(PacedSession::resumeRead);
        waiting.forEach(Runnable::run);
    }
}
