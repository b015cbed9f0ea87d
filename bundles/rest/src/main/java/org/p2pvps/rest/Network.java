package org.p2pvps.rest;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An IP network, or a single address. */
record Network(InetAddress address, int prefix) {
    static Network of(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = parse(parts[0]);
        int bits = address.getAddress().length * 8;
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("Not a network: " + text);
        }
        return new Network(address, prefix);
    }

    /** Whether {@code text} is an IP address; names are not looked up. */
    static boolean isAddress(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    }

    boolean contains(String other) {
        if (!isAddress(other)) {
            return false;
        }
        byte[] mine = address.getAddress();
        byte[] theirs = parse(other).getAddress();
        return mine.length == theirs.length && start(mine).equals(start(theirs));
    }

    private BigInteger start(byte[] bytes) {
        return new BigInteger(1, bytes).shiftRight(bytes.length * 8 - prefix);
    }

    private static InetAddress parse(String text) {
        try {
            if (isAddress(text)) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an IP address: " + text, e);
        }
        throw new IllegalArgumentException("Not an IP address: " + text);
    }
}
