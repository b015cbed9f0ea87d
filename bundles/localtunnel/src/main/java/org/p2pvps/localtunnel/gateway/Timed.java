package org.p2pvps.localtunnel.gateway;

/** Has deadlines. */
interface Timed {
    /** Called a few times a second, on the event loop. @param now as {@link System#nanoTime} */
    void tick(long now);
}
