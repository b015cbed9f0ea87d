package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import org.p2pvps.protocol.SessionFrame;

/** Takes a device's side of a TLS session out of the frames that it comes in ({@link SessionFrame}). */
final class SessionReader {
    private int left;
    private boolean ended;
    private boolean broken;

    /** @return whether something of the session can be taken now */
    boolean advance(Inbox inbox) {
        while (left == 0 && !ended && !broken && inbox.size() >= SessionFrame.HEAD) {
            ByteBuf bytes = inbox.bytes();
            int kind = bytes.readUnsignedByte();
            left = bytes.readUnsignedShort();
            ended = kind == SessionFrame.END && left == 0;
            broken = kind != SessionFrame.BYTES && !ended;
        }
        return left > 0 && !broken && !inbox.isEmpty();
    }

    /** What can be taken; now the caller's to release. */
    ByteBuf take(Inbox inbox) {
        int length = Math.min(left, inbox.size());
        left -= length;
        return inbox.take(length);
    }

    /** Whether the device has ended its side. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the device does not keep to the protocol. */
    boolean isBroken() {
        return broken;
    }
}
