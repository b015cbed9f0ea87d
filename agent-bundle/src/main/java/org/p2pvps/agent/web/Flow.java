package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One direction between two links. It reads into a buffer that it borrows, hands on what the other side takes at once, and
 * keeps only the rest; until that is gone too, it reads no more. What is idle thus holds no memory.
 */
final class Flow {
    /** To be read from; null if there is nothing to hand on. */
    private ByteBuffer bytes;

    private boolean borrowed;
    private boolean sourceEnded;
    private boolean sinkEnded;

    /** Puts bytes in front, before anything was read. */
    void prepend(byte[] first) {
        bytes = first.length == 0 ? null : ByteBuffer.wrap(first);
    }

    boolean wantsToRead() {
        return !sourceEnded && !sinkEnded && bytes == null;
    }

    boolean wantsToWrite() {
        return !sinkEnded && (hasBytes() || sourceEnded);
    }

    /** The first of the bytes that wait. */
    int firstByte() {
        return bytes.get(bytes.position());
    }

    boolean hasBytes() {
        return bytes != null;
    }

    /** Whether everything that came, the end included, was handed on, or nobody is there to take it. */
    boolean isDone() {
        return sinkEnded;
    }

    /** Whether it was dropped before its end. */
    boolean isCut() {
        return sinkEnded && !sourceEnded;
    }

    boolean hasEnded() {
        return sourceEnded;
    }

    /** Reads once. @param buffer lent until {@link #giveBack} */
    void readFrom(Link source, ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (source.read(buffer) < 0) {
            sourceEnded = true;
        } else if (buffer.flip().hasRemaining()) {
            bytes = buffer;
            borrowed = true;
        }
    }

    /** Takes what is left out of the buffer that was lent. */
    void giveBack() {
        if (borrowed && bytes != null) {
            bytes = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
        borrowed = false;
    }

    /** Nothing more will come. */
    void end() {
        sourceEnded = true;
    }

    /** Nobody takes anything any more. */
    void drop() {
        sinkEnded = true;
        bytes = null;
    }

    /** Writes what it can; after the last byte it passes on the end. */
    void writeTo(Link sink) throws IOException {
        if (bytes != null) {
            sink.write(bytes);
            if (!bytes.hasRemaining()) {
                bytes = null;
            }
        }
        if (sourceEnded && bytes == null) {
            sink.end();
            drop();
        }
    }
}
