package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.p2pvps.protocol.ErrorCode;

/**
 * Takes a message's head from a buffer, line by line as the bytes come. A line ends with CR LF; a bare LF will do where that
 * is allowed, a bare CR or a NUL never (RFC 9112, 2.2).
 */
final class HeadLines {
    private static final int USUAL_FIELDS = 16;

    private final int maxBytes;
    private final int maxFields;
    private final boolean lenient;
    private int scanned;

    /** @param lenient whether a line may end with a bare LF */
    HeadLines(int maxBytes, int maxFields, boolean lenient) {
        this.maxBytes = maxBytes;
        this.maxFields = maxFields;
        this.lenient = lenient;
    }

    /**
     * @return the head; null if it is not all there yet
     * @throws MalformedMessageException if it is malformed or beyond the limits
     */
    HeadText read(ByteBuf in) throws MalformedMessageException {
        int end = endOfHead(in);
        if ((end < 0 ? in.readableBytes() : end) > maxBytes) {
            throw new MalformedMessageException(ErrorCode.HEADERS_TOO_LARGE, "The header is too large.");
        }
        if (end < 0) {
            return null;
        }
        scanned = 0;
        String head = in.toString(in.readerIndex(), end, StandardCharsets.ISO_8859_1);
        in.skipBytes(end);
        return split(head);
    }

    /** Looks on from where the last look ended. */
    private int endOfHead(ByteBuf in) {
        int start = in.readerIndex();
        int from = start + scanned;
        while (true) {
            int lineFeed = in.indexOf(from, in.writerIndex(), (byte) '\n');
            if (lineFeed < 0) {
                scanned = from - start;
                return -1;
            }
            int length = lineFeed - from;
            if (length == 0 || length == 1 && in.getByte(from) == '\r') {
                return lineFeed + 1 - start;
            }
            from = lineFeed + 1;
        }
    }

    private HeadText split(String head) throws MalformedMessageException {
        int lineFeed = head.indexOf('\n');
        String startLine = head.substring(0, endOfLine(head, 0, lineFeed));
        List<Field> fields = new ArrayList<>(USUAL_FIELDS);
        for (int from = lineFeed + 1; from < head.length(); from = lineFeed + 1) {
            lineFeed = head.indexOf('\n', from);
            int end = endOfLine(head, from, lineFeed);
            if (end > from) {
                if (fields.size() == maxFields) {
                    throw new MalformedMessageException(ErrorCode.HEADERS_TOO_LARGE, "The header has too many fields.");
                }
                fields.add(FieldParser.parse(head, from, end));
            }
        }
        return new HeadText(startLine, new Fields(fields));
    }

    private int endOfLine(String head, int from, int lineFeed) throws MalformedMessageException {
        if (lineFeed > from && head.charAt(lineFeed - 1) == '\r') {
            return lineFeed - 1;
        }
        if (!lenient) {
            throw MalformedMessageException.because("A line ends with a bare LF.");
        }
        return lineFeed;
    }
}
