package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;

/** Where a message's body ends (RFC 9112, 6). Bodies pass unchanged, chunks and all; this only finds and checks their end. */
public interface Body {
    /**
     * Looks at the readable bytes, moves nothing.
     *
     * @return how many of them belong to the body and may be passed on
     * @throws MalformedMessageException if the chunks are malformed
     */
    int take(ByteBuf in) throws MalformedMessageException;

    /** Whether all of it has been taken. */
    boolean isComplete();

    /** Whether the end of the connection is the end of the body. */
    default boolean endsWithConnection() {
        return false;
    }

    /** The {@code Content-Length} to write; -1 for none. */
    default long length() {
        return -1;
    }

    /** Whether {@code Transfer-Encoding: chunked} is to be written. */
    default boolean isChunked() {
        return false;
    }
}
