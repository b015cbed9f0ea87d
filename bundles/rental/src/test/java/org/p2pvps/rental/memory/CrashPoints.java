package org.p2pvps.rental.memory;

/** Where a test has the server killed. */
public interface CrashPoints {
    /** The server is killed {@code steps} steps (a write, a commit) from now. */
    void crashIn(int steps);

    /** It was started again; it is not killed any more. */
    void restart();
}
