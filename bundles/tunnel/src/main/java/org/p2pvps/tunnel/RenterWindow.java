package org.p2pvps.tunnel;

import java.io.StreamCorruptedException;

/**
 * How much a device may send to one renter ahead of what the renter has taken (RFC 4254, 5.2). It begins small and doubles
 * while the renter keeps up: a renter who reads nothing costs little, one far away on a fast line is not held back.
 */
final class RenterWindow {
    static final int FIRST = 128 * 1024;
    /** To begin with while the device has used up what it may send. */
    static final int LEAST = 8 * 1024;

    static final int MOST = 2 * 1024 * 1024;

    private int size;
    private int left;
    private int taken;

    /** @param size to begin with */
    RenterWindow(int size) {
        this.size = size;
        this.left = size;
    }

    /** The device sent {@code bytes}. */
    synchronized void consume(long bytes) throws StreamCorruptedException {
        if (bytes > left) {
            throw new StreamCorruptedException("More was sent than the window allows.");
        }
        left -= (int) bytes;
    }

    /**
     * The renter took {@code bytes}.
     *
     * @param all whether nothing waits for the renter any more
     * @return by how much the window is to be widened now; 0: later
     */
    synchronized int release(int bytes, boolean all) {
        taken += bytes;
        if (taken < size / 2) {
            return 0;
        }
        int adjustment = taken;
        taken = 0;
        if (all && size < MOST) {
            adjustment += size;
            size += size;
        }
        left += adjustment;
        return adjustment;
    }
}
