package org.p2pvps.agent.connection;

/** A connection that stands until it is lost or closed. */
public interface Connection extends AutoCloseable {
    boolean isOpen();

    /** Why it is not open any more, in a few words. */
    String lossReason();

    @Override
    void close();
}
