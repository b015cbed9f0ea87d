package org.p2pvps.tunnel.io;

import java.io.IOException;
import org.apache.sshd.common.io.IoHandler;

/** A handler that says how much it can take, and hears what became of what it wrote. All on the socket's loop. */
public interface SocketHandler extends IoHandler {
    /** @return how many bytes may be read now; 0: none until {@link PacedSession#resumeRead()} */
    int allowance(PacedSession socket);

    /** @return how many bytes are handed over at once, at the most */
    default int portion() {
        return Integer.MAX_VALUE;
    }

    /** The other side sends no more; it may still read. */
    void inputEnded(PacedSession socket) throws IOException;

    /** {@code bytes} more of what was written have left, or the socket took them. */
    void sent(PacedSession socket, int bytes) throws IOException;
}
