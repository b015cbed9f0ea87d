package org.p2pvps.agent.web;

import java.nio.ByteBuffer;

/**
 * What the TLS links of one loop have under their hands, each in its turn: a link keeps only what is left of it. Several records
 * at once cost one system call.
 */
final class TlsBuffers {
    /** A record with all that TLS puts around it (RFC 8446, 5.2). */
    static final int RECORD = 16 * 1024 + 512;

    private static final int RECORDS = 5;

    private final ByteBuffer received = ByteBuffer.allocate(RECORDS * RECORD);
    private final ByteBuffer plain = ByteBuffer.allocate(RECORD);
    private final ByteBuffer sent = ByteBuffer.allocate(RECORDS * RECORD);

    /** For what came: first what was left of it. */
    ByteBuffer received(ByteBuffer left) {
        return received.clear().put(left);
    }

    /** For what a handshake brings, which is nothing. */
    ByteBuffer plain() {
        return plain.clear();
    }

    /** For what goes out. */
    ByteBuffer sent() {
        return sent.clear();
    }
}
