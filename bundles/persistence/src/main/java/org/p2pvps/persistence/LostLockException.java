package org.p2pvps.persistence;

import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** Another transaction held a row for too long, or both waited for each other: running it again may well succeed. */
final class LostLockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostLockException(Throwable cause) {
        super("Lost a lock to another transaction.", cause);
    }

    /** What the caller is told in the end. */
    ProblemException problem() {
        ProblemException problem =
                new ProblemException(ErrorCode.CONFLICT, "Others are changing the same thing. Try again.");
        problem.initCause(this);
        return problem;
    }
}
