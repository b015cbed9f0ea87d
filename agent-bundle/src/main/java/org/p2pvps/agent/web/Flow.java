package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One direction between two sockets: reads no more than it can hand on, and hands on the end too. */
final class Flow {
    private static final int SIZE = 32 * 1024;

    private ByteBuffer buffer;
    private boolean sourceEnded;
    private boolean sinkEnded;

    /** Puts bytes in front, before anything was read. */
    void prepend(byte[] bytes) {
        buffer = ByteBuffer.allocate(bytes.length).put(bytes);
    }

    boolean wantsToRead() {
        return !sourceEnded && !sinkEnded && (buffer == null || buffer.hasRemaining());
    }

    boolean wantsToWrite() {
        return !sinkEnded && (hasBytes() || sourceEnded);
    }

    /** The first of the bytes that wait. */
    int firstByte() {
        return buffer.get(0);
    }

    boolean hasBytes() {
        return buffer != null && buffer.position() > 0;
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

    /** Reads once. */
    void readFrom(SocketChannel source) throws IOException {
        if (buffer == null) {
            buffer = ByteBuffer.allocate(SIZE);
        }
        if (source.read(buffer) < 0) {
            sourceEnded = true;
        }
    }

    /** Nothing more will come. */
    void end() {
        sourceEnded = true;
    }

    /** Nobody takes anything any more. */
    void drop() {
        sinkEnded = true;
        buffer = null;
    }

    /** Writes what it can; after the last byte it passes on the end. */
    void writeTo(SocketChannel sink) throws IOException {
        if (hasBytes()) {
            buffer.flip();
            try {
                sink.write(buffer);
            } finally {
                buffer.compact();
            }
            releaseSmall();
        }
        if (sourceEnded && !hasBytes()) {
            sink.shutdownOutput();
            drop();
        }
    }

    /** What was only big enough for the preface makes room for a real one, once there is something to read. */
    private void releaseSmall() {
        if (!hasBytes() && buffer.capacity() < SIZE) {
            buffer = null;
        }
    }
}
