package org.p2pvps.api.traffic;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of one lease, by any thread, for next to nothing. */
public final class TrafficCount {
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();

    /** So many bytes went to the device. */
    public void in(long bytes) {
        in.add(bytes);
    }

    /** So many bytes came from the device. */
    public void out(long bytes) {
        out.add(bytes);
    }

    long bytesIn() {
        return in.sum();
    }

    long bytesOut() {
        return out.sum();
    }
}
