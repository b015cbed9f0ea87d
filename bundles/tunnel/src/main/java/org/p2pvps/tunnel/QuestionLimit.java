package org.p2pvps.tunnel;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.kex.KexState;
import org.apache.sshd.common.session.Session;
import org.p2pvps.tunnel.io.UnreadException;

/**
 * How much a peer may ask while keys are exchanged. The answers wait for the exchange's end (RFC 4253, 7.1), so who begins one,
 * never ends it, and asks and asks would fill the memory with them.
 */
public final class QuestionLimit {
    private static final int MOST = 256;

    private int asked;

    /** A message of this type has come. On the session's thread. */
    public void came(int message, Session session) throws IOException {
        if (session.getKexState() == KexState.DONE) {
            asked = 0;
        } else if (isQuestion(message) && ++asked > MOST) {
            throw new UnreadException(MOST + " answers wait for the end of a key exchange.");
        }
    }

    private static boolean isQuestion(int message) {
        return switch (message) {
            case SshConstants.SSH_MSG_GLOBAL_REQUEST,
                    SshConstants.SSH_MSG_CHANNEL_OPEN,
                    SshConstants.SSH_MSG_CHANNEL_REQUEST,
                    SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA -> true;
            default -> false;
        };
    }
}
