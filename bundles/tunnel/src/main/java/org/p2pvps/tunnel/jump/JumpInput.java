package org.p2pvps.tunnel.jump;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** What a renter sent, until the device takes it; then that the renter sends no more. Any thread adds, the device's takes. */
final class JumpInput {
    private final Deque<Readable> waiting = new ArrayDeque<>();
    private boolean suspended;
    private boolean ended;
    private boolean endTold;
    private volatile boolean gone;

    synchronized void add(byte[] bytes) {
        waiting.add(new ByteArrayBuffer(bytes));
    }

    /** The renter sends no more. */
    synchronized void end() {
        ended = true;
    }

    /** The renter is gone. */
    synchronized void leave() {
        ended = true;
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    synchronized void suspend() {
        suspended = true;
    }

    synchronized void resume() {
        suspended = false;
    }

    /** Whether something waits that may be taken. */
    synchronized boolean isReady() {
        return !suspended && !waiting.isEmpty();
    }

    /**
     * The next bytes; null if none may be taken now.
     *
     * @param allowance how many at the most; with none it is suspended
     */
    synchronized Readable take(int allowance) {
        if (allowance <= 0) {
            suspended = true;
        }
        if (!isReady()) {
            return null;
        }
        Readable head = waiting.peek();
        if (head.available() <= allowance) {
            return waiting.poll();
        }
        byte[] portion = new byte[allowance];
        head.getRawBytes(portion, 0, allowance);
        return new ByteArrayBuffer(portion);
    }

    /** Whether the device is to be told the end now: once, and once more when the renter is gone. */
    synchronized boolean takeEnd() {
        if (!ended || suspended || !waiting.isEmpty() || endTold && !gone) {
            return false;
        }
        endTold = true;
        return true;
    }

    /** What waits is dropped. */
    synchronized void close() {
        waiting.clear();
        ended = true;
        endTold = true;
    }
}
