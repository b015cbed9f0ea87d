package org.p2pvps.api;

import org.p2pvps.protocol.ErrorCode;

/** A failure with a code that a client can act on. Its message is shown to the caller: nothing secret in it. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ProblemException(ErrorCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
