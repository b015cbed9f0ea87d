package org.p2pvps.localtunnel.tls;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads a ClientHello, however it is cut into records and packets. Each octet is looked at once, and the bytes stay where they
 * are: whoever the connection is for gets them unread.
 */
public final class HelloReader {
    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int LONGEST_RECORD = 1 << 14;
    /** A hello of one octet a record would be legal, and nothing but an attack. */
    private static final int MOST_RECORDS = 32;

    private final int longest;
    private byte[] message = new byte[MESSAGE_HEADER];
    private int filled;
    private int next;
    private int records;

    /** @param longest bytes of a hello */
    public HelloReader(int longest) {
        this.longest = longest;
    }

    /**
     * Moves nothing.
     *
     * @param in all that has come, from the connection's first byte on
     * @return the hello; null if it is not all there yet
     */
    public ClientHello read(ByteBuf in) throws MalformedHelloException {
        while (in.readableBytes() - next >= RECORD_HEADER) {
            int start = in.readerIndex() + next;
            int length = recordLength(in, start);
            if (in.readableBytes() - next - RECORD_HEADER < length) {
                return null;
            }
            append(in, start + RECORD_HEADER, length);
            next += RECORD_HEADER + length;
            if (filled >= MESSAGE_HEADER && filled == message.length) {
                return HelloParser.parse(Arrays.copyOfRange(message, MESSAGE_HEADER, filled));
            }
        }
        if (in.isReadable() && in.getUnsignedByte(in.readerIndex()) != HANDSHAKE_RECORD) {
            throw new MalformedHelloException(Alert.UNEXPECTED_MESSAGE, "It is not TLS.");
        }
        return null;
    }

    private int recordLength(ByteBuf in, int start) throws MalformedHelloException {
        int length = in.getUnsignedShort(start + 3);
        if (in.getUnsignedByte(start) != HANDSHAKE_RECORD || in.getUnsignedByte(start + 1) != 3) {
            throw new MalformedHelloException(Alert.UNEXPECTED_MESSAGE, "It is not TLS.");
        }
        if (length == 0 || length > LONGEST_RECORD || length > longest) {
            throw new MalformedHelloException(Alert.DECODE_ERROR, "A record's length is impossible.");
        }
        return length;
    }

    private void append(ByteBuf in, int from, int length) throws MalformedHelloException {
        if (++records > MOST_RECORDS) {
            throw new MalformedHelloException(Alert.DECODE_ERROR, "The hello is cut into too many records.");
        }
        int headerPart = Math.max(0, Math.min(length, MESSAGE_HEADER - filled));
        in.getBytes(from, message, filled, headerPart);
        filled += headerPart;
        if (filled == MESSAGE_HEADER && message.length == MESSAGE_HEADER) {
            message = Arrays.copyOf(message, MESSAGE_HEADER + messageLength());
        }
        int rest = length - headerPart;
        if (rest > message.length - filled) {
            throw new MalformedHelloException(Alert.UNEXPECTED_MESSAGE, "Something follows the hello.");
        }
        in.getBytes(from + headerPart, message, filled, rest);
        filled += rest;
    }

    private int messageLength() throws MalformedHelloException {
        int length = (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | message[3] & 0xff;
        if (message[0] != CLIENT_HELLO) {
            throw new MalformedHelloException(Alert.UNEXPECTED_MESSAGE, "The first message is no ClientHello.");
        }
        if (length == 0 || length > longest) {
            throw new MalformedHelloException(Alert.DECODE_ERROR, "The hello's length is impossible.");
        }
        return length;
    }
}
