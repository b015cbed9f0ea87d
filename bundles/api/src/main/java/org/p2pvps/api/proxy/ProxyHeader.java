package org.p2pvps.api.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a load balancer says of the connection that it passes on, before anything else (HAProxy's PROXY protocol, versions 1 and
 * 2). Never a byte is asked for that comes after it.
 */
public final class ProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte[] FIRST_VERSION = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int FIXED = 16;
    private static final int LONGEST_LINE = 107;
    /** With all that a load balancer may add behind the addresses. */
    private static final int MOST = 4096;

    private static final int VERSION_2 = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int UNSPECIFIED = 0;
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 16;

    private ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE).limit(SIGNATURE.length);
    private Optional<InetSocketAddress> source = Optional.empty();

    /** To be filled up to its limit. */
    public ByteBuffer room() {
        return bytes;
    }

    /** The room was filled. @return whether the header is whole; otherwise there is more room */
    public boolean filled() throws ProtocolException {
        byte[] array = bytes.array();
        if (Arrays.equals(array, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            return filledSecond();
        }
        if (Arrays.equals(array, 0, FIRST_VERSION.length, FIRST_VERSION, 0, FIRST_VERSION.length)) {
            return filledFirst();
        }
        throw new ProtocolException("A load balancer's connection began without PROXY.");
    }

    /** Who connected to the load balancer; empty: the load balancer itself did, or does not know. */
    public Optional<InetSocketAddress> source() {
        return source;
    }

    /** Byte by byte, since nobody says how long the line is. */
    private boolean filledFirst() throws ProtocolException {
        int length = bytes.position();
        if (bytes.get(length - 1) == '\n') {
            readLine(new String(bytes.array(), 0, length, StandardCharsets.US_ASCII));
            return true;
        }
        if (length == LONGEST_LINE) {
            throw new ProtocolException("The PROXY line is too long.");
        }
        bytes.limit(length + 1);
        return false;
    }

    private void readLine(String line) throws ProtocolException {
        if (!line.endsWith("\r\n")) {
            throw new ProtocolException("The PROXY line ends in the middle.");
        }
        String[] words = line.substring(0, line.length() - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return;
        }
        boolean known = words[1].equals("TCP4") || words[1].equals("TCP6");
        if (!known || words.length != 6) {
            throw new ProtocolException("The PROXY line is none.");
        }
        try {
            boolean sixth = words[1].equals("TCP6");
            source = Optional.of(readEnd(sixth, words[2], words[4]));
            readEnd(sixth, words[3], words[5]);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    /** One end of the connection that was passed on. @throws IllegalArgumentException if it is none */
    private static InetSocketAddress readEnd(boolean sixth, String address, String port) {
        if (sixth != (address.indexOf(':') >= 0) || !PORT.matcher(port).matches()) {
            throw new IllegalArgumentException("This is no end of a connection: " + address + " " + port);
        }
        return new InetSocketAddress(AddressRange.literal(address), Integer.parseInt(port));
    }

    private boolean filledSecond() throws ProtocolException {
        if (bytes.limit() == SIGNATURE.length) {
            bytes.limit(FIXED);
            return false;
        }
        int length = FIXED + Short.toUnsignedInt(bytes.getShort(FIXED - Short.BYTES));
        if (bytes.limit() < length) {
            makeRoom(length);
            return false;
        }
        readAddresses();
        return true;
    }

    private void makeRoom(int length) throws ProtocolException {
        if (length > MOST) {
            throw new ProtocolException("The PROXY header has " + length + " bytes.");
        }
        bytes = ByteBuffer.allocate(length).put(bytes.flip());
    }

    private void readAddresses() throws ProtocolException {
        int command = bytes.get(SIGNATURE.length) - VERSION_2;
        if (command != LOCAL && command != PROXY) {
            throw new ProtocolException("The PROXY header is of an unknown version.");
        }
        int family = Byte.toUnsignedInt(bytes.get(SIGNATURE.length + 1));
        if (command == PROXY && family != UNSPECIFIED) {
            source = Optional.of(readAddress(family));
        }
    }

    private InetSocketAddress readAddress(int family) throws ProtocolException {
        int length =
                switch (family) {
                    case TCP4 -> ADDRESS_4;
                    case TCP6 -> ADDRESS_6;
                    default -> throw new ProtocolException("The PROXY header is not of TCP.");
                };
        if (bytes.limit() < FIXED + 2 * length + 2 * Short.BYTES) {
            throw new ProtocolException("The PROXY header is too short for its addresses.");
        }
        byte[] address = Arrays.copyOfRange(bytes.array(), FIXED, FIXED + length);
        int port = Short.toUnsignedInt(bytes.getShort(FIXED + 2 * length));
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw malformed(e);
        }
    }

    private static ProtocolException malformed(Exception cause) {
        ProtocolException malformed = new ProtocolException("The PROXY header is none: " + cause.getMessage());
        malformed.initCause(cause);
        return malformed;
    }
}
