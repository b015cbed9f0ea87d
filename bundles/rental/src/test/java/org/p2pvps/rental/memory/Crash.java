package org.p2pvps.rental.memory;

/** The server stops: nothing that would go on after a failure catches this. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("The server was killed.", null, false, false);
    }
}
