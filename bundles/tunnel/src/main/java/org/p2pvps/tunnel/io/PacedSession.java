package org.p2pvps.tunnel.io;

import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;

/** A connection that is read from as fast as its {@link SocketHandler} allows, and tells it what has left. */
public interface PacedSession extends IoSession {
    /** How many bytes wait to be written. */
    int queued();

    /** Writes, or queues a copy. Never throws. */
    IoWriteFuture write(byte[] bytes, int offset, int length);
}
