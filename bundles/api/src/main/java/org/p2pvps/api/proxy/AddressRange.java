package org.p2pvps.api.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses whose first bits are the same: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone. */
public record AddressRange(InetAddress address, int bits) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.:]*:[0-9a-fA-F.:]*");
    private static final int MOST_OF_BYTE = 255;

    public AddressRange {
        if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("No address has " + bits + " bits.");
        }
    }

    /** Several, separated by commas. @throws IllegalArgumentException if one is none */
    public static List<AddressRange> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }

    /** @throws IllegalArgumentException if it is none */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * Byte.SIZE;
        return new AddressRange(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    /** An address as it is written; names are never looked up. @throws IllegalArgumentException if it is none */
    static InetAddress literal(String text) {
        boolean ipv4 = IPV4.matcher(text).matches()
                && Arrays.stream(text.split("\\.")).allMatch(part -> Integer.parseInt(part) <= MOST_OF_BYTE);
        if (!ipv4 && !IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("This is no address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("This is no address: " + text, e);
        }
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(mine, 0, whole, its, 0, whole)
                && (rest == 0 || (mine[whole] ^ its[whole]) >> (Byte.SIZE - rest) == 0);
    }
}
