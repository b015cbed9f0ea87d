package org.p2pvps.tunnel.jump;

import org.p2pvps.tunnel.Refusal;

/** A connection that is not made. The message is for the person at the other end. */
final class JumpRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int reason;

    /** @param reason as in RFC 4254, 5.1 */
    JumpRefusedException(Refusal refusal, int reason, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.reason = reason;
    }

    Refusal refusal() {
        return refusal;
    }

    int reason() {
        return reason;
    }
}
