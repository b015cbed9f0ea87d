package org.p2pvps.localtunnel.gateway;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Counts visitors' connections by the address they come from: an IPv4 address, or the 64-bit network of an IPv6 one. */
final class Crowd {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();

    /** @param most from one address; 0 for as many as come */
    Crowd(int most) {
        this.most = most;
    }

    /** @return false if there are too many already; this one does not count then */
    boolean enter(InetAddress address) {
        ByteBuffer key = key(address);
        int count = counts.getOrDefault(key, 0);
        if (most > 0 && count >= most) {
            return false;
        }
        counts.put(key, count + 1);
        return true;
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }
}
