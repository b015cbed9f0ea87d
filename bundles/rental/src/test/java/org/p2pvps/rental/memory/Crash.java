package org.p2pvps.rental.memory;

/** The server stops. */
public final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("The server was killed.", null, false, false);
    }
}
