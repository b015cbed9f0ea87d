package org.p2pvps.agent.container;

/** Something keeps the agent from the desired state. The message is for the owner: what it is, and what to do. */
public final class TroubleException extends Exception {
    private static final long serialVersionUID = 1L;

    public TroubleException(String message) {
        super(message);
    }
}
