package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.p2pvps.protocol.SessionFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's end of a TLS session, in frames as they go over the data connection ({@link SessionFrame}). When the container
 * breaks off, or nothing listens there, what still comes for it is dropped, so that the connection can carry the next session.
 */
final class SessionLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLink.class);

    private final ByteBuffer head = ByteBuffer.allocate(SessionFrame.HEAD);
    private Link container;
    private int left;
    private boolean containerEnded;
    private boolean endSaid;
    private boolean endHeard;

    /** @return whether the kind of frame that a data connection's next byte announces begins a session */
    static boolean begins(int kind) {
        return kind == SessionFrame.BYTES;
    }

    /** There is a connection into the container. */
    void reach(Link connected) {
        container = connected;
    }

    /** The container will neither take nor say anything any more. */
    void breakOff() {
        Link gone = container;
        container = null;
        containerEnded = true;
        try {
            if (gone != null) {
                gone.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a socket failed", e);
        }
    }

    /** Whether it may say something. */
    boolean isOpen() {
        return !containerEnded;
    }

    /** What the container's socket is to be watched for at most. */
    int interest() {
        return (containerEnded ? 0 : SelectionKey.OP_READ) | (endHeard ? 0 : SelectionKey.OP_WRITE);
    }

    /** The frame that says that the container has ended, if that is to be said now; else nothing. */
    byte[] farewell() {
        if (!containerEnded || endSaid) {
            return new byte[0];
        }
        endSaid = true;
        return new byte[] {SessionFrame.END, 0, 0};
    }

    /** Whether one side has ended, and the other has not. */
    boolean isHalfOver() {
        return endSaid != endHeard;
    }

    /** Whether both sides have ended. */
    boolean isOver() {
        return endSaid && endHeard;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int limit = into.limit();
        into.position(start + SessionFrame.HEAD);
        into.limit(Math.min(limit, into.position() + SessionFrame.MOST));
        int count = readPayload(into);
        into.limit(limit);
        if (count <= 0) {
            into.position(start);
            return 0;
        }
        into.put(start, (byte) SessionFrame.BYTES).putShort(start + 1, (short) count);
        return SessionFrame.HEAD + count;
    }

    /** Takes frames up to the session's end; what comes after it is another's. */
    @Override
    public void write(ByteBuffer from) throws IOException {
        boolean taken = true;
        while (taken && from.hasRemaining() && !endHeard) {
            taken = left > 0 ? writePayload(from) : readHead(from);
        }
    }

    /** The data connection has ended, the session with it. */
    @Override
    public void end() throws IOException {
        if (container != null) {
            container.end();
        }
    }

    @Override
    public void close() throws IOException {
        if (container != null) {
            container.close();
        }
    }

    private int readPayload(ByteBuffer into) {
        try {
            int count = container == null ? 0 : container.read(into);
            containerEnded |= count < 0;
            return count;
        } catch (IOException e) {
            breakOff();
            return 0;
        }
    }

    private boolean readHead(ByteBuffer from) throws IOException {
        head.put(from.get());
        if (!head.hasRemaining()) {
            int kind = head.get(0);
            left = Short.toUnsignedInt(head.getShort(1));
            head.clear();
            if (kind == SessionFrame.END && left == 0) {
                endHeard = true;
                end();
            } else if (kind != SessionFrame.BYTES) {
                throw new IOException("the gateway sent a frame of unknown kind " + kind);
            }
        }
        return true;
    }

    /** @return whether all was taken */
    private boolean writePayload(ByteBuffer from) {
        int before = from.position();
        int limit = from.limit();
        int length = Math.min(left, from.remaining());
        from.limit(before + length);
        try {
            if (container != null) {
                container.write(from);
            } else if (containerEnded) {
                from.position(from.limit());
            }
        } catch (IOException e) {
            breakOff();
            from.position(from.limit());
        } finally {
            from.limit(limit);
        }
        left -= from.position() - before;
        return from.position() - before == length;
    }
}
