package org.p2pvps.agent.connection;

import java.io.IOException;

/** Opens connections of one kind. */
public interface Connector<T> {
    /**
     * Opens a connection, or fails within seconds.
     *
     * @param lost to be run when the connection is lost
     */
    Connection connect(T target, Runnable lost) throws IOException, InterruptedException;

    /** The connection in a few words, for the owner's log. */
    String describe(T target);
}
