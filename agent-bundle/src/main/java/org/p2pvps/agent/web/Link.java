package org.p2pvps.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One side of a pair: a socket, in the clear or with TLS. Nothing in here waits. */
interface Link extends Closeable {
    /** @return how many bytes came; 0 if there are none now; -1 at the end */
    int read(ByteBuffer into) throws IOException;

    /** Takes as many as it can. */
    void write(ByteBuffer from) throws IOException;

    /** Passes on the end, after all that was written. */
    void end() throws IOException;

    /** Whether bytes may flow. */
    default boolean isReady() {
        return true;
    }

    /** Goes on with what it has begun by itself, as far as the socket allows. */
    default void advance() throws IOException {}

    /** What the socket must be ready for, so that it can. */
    default int operations() {
        return 0;
    }

    /** Whether it may have bytes that the socket will not announce again. */
    default boolean hasBuffered() {
        return false;
    }
}
