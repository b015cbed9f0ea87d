package org.p2pvps.agent.engine;

/** The engine is not there, or would not do it. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean absent;

    public EngineException(boolean absent, String message, Throwable cause) {
        super(message, cause);
        this.absent = absent;
    }

    /** Whether the engine did not answer at all. */
    public boolean isAbsent() {
        return absent;
    }
}
