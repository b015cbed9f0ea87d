package org.p2pvps.agent.governor;

import java.time.Duration;

/** Wakes a thread that waits. A ring that nobody waits for is remembered. */
public final class Bell {
    private boolean rung;

    public synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Waits for a ring, but no longer than this. */
    public synchronized void await(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (!rung) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
        rung = false;
    }
}
