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
    private final int maxBytes;
    private final int maxLines;
    private final boolean lenient;
    private int scanned;

    /** @param lenient whether a line may end with a bare LF */
    HeadLines(int maxBytes, int maxLines, boolean lenient) {
        this.maxBytes = maxBytes;
        this.maxLines = maxLines;
        this.lenient = lenient;
    }

    /**
     * @return the lines without the empty one at the end; null if it is not all there yet
     * @throws MalformedMessageException if it is malformed or beyond the limits
     */
    List<String> read(ByteBuf in) throws MalformedMessageException {
        int end = endOfHead(in);
        if ((end < 0 ? in.readableBytes() : end) > maxBytes) {
            throw new MalformedMessageException(ErrorCode.HEADERS_TOO_LARGE, "The header is too large.");
        }
        if (end < 0) {
            return null;
        }
        scanned = 0;
        String head = in.readCharSequence(end, StandardCharsets.ISO_8859_1).toString();
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

    private List<String> split(String head) throws MalformedMessageException {
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < head.length(); ) {
            int lineFeed = head.indexOf('\n', from);
            boolean carriageReturn = lineFeed > from && head.charAt(lineFeed - 1) == '\r';
            if (!carriageReturn && !lenient) {
                throw MalformedMessageException.because("A line ends with a bare LF.");
            }
            String line = head.substring(from, carriageReturn ? lineFeed - 1 : lineFeed);
            if (!line.isEmpty()) {
                lines.add(line);
            }
            from = lineFeed + 1;
        }
        if (lines.size() > maxLines) {
            throw new MalformedMessageException(ErrorCode.HEADERS_TOO_LARGE, "The header has too many fields.");
        }
        return lines;
    }
}
