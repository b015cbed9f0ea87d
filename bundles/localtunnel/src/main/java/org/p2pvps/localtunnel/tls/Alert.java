package org.p2pvps.localtunnel.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Fatal alerts that are sent before there is a session (RFC 8446, 6.2). */
public enum Alert {
    UNEXPECTED_MESSAGE(10),
    DECODE_ERROR(50),
    INTERNAL_ERROR(80),
    /** There is no such name, or no certificate for it (RFC 6066, 3). */
    UNRECOGNIZED_NAME(112);

    private static final int ALERT_RECORD = 21;
    private static final int TLS_1_2 = 0x0303;
    private static final int LENGTH = 2;
    private static final int FATAL = 2;

    private final int description;

    Alert(int description) {
        this.description = description;
    }

    /** The alert as an unencrypted record. */
    public ByteBuf record(ByteBufAllocator allocator) {
        return allocator
                .buffer(7)
                .writeByte(ALERT_RECORD)
                .writeShort(TLS_1_2)
                .writeShort(LENGTH)
                .writeByte(FATAL)
                .writeByte(description);
    }
}
