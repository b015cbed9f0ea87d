package org.p2pvps.registration;

import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.ErrorCode;

/** What an agent may check in with. */
final class CheckInCheck {
    /** Longer than any that this server gives: it is held while the check-in waits. */
    private static final int LONGEST_REVISION = 100;

    private CheckInCheck() {}

    static void check(CheckInRequest request) {
        if (request.instanceId() == null || request.container() == null) {
            throw invalid("instanceId and container are needed.");
        }
        if (request.seenRevision() != null && request.seenRevision().length() > LONGEST_REVISION) {
            throw invalid("seenRevision is none of this server's.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.FIELD_INVALID, detail);
    }
}
