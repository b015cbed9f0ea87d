package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;

/** Reads the heads of responses (RFC 9112, 4). Small servers end lines with a bare LF: that is forgiven, heads are written anew. */
public final class ResponseReader {
    private static final String VERSION = "HTTP/1.";
    private static final int STATUS_AT = 9;
    private static final int STATUS_END = 12;

    private final HeadLines lines;

    public ResponseReader(int maxBytes, int maxFields) {
        lines = new HeadLines(maxBytes, maxFields, true);
    }

    /** @return the next head; null if it is not all there yet */
    public ResponseHead read(ByteBuf in) throws MalformedMessageException {
        HeadText head = lines.read(in);
        if (head == null) {
            return null;
        }
        String line = head.startLine();
        int minorVersion = minorVersion(line);
        int status = status(line);
        if (minorVersion < 0 || status < 0 || !isReasonProper(line)) {
            throw MalformedMessageException.because("The status line is malformed.");
        }
        String reason = line.length() > STATUS_END ? line.substring(STATUS_END + 1) : "";
        return new ResponseHead(minorVersion, status, reason, head.fields());
    }

    /** 0 or 1; -1 for anything else. */
    private static int minorVersion(String line) {
        if (line.length() < STATUS_END || !line.startsWith(VERSION) || line.charAt(STATUS_AT - 1) != ' ') {
            return -1;
        }
        return switch (line.charAt(VERSION.length())) {
            case '0' -> 0;
            case '1' -> 1;
            default -> -1;
        };
    }

    /** Three digits; -1 for anything else. */
    private static int status(String line) {
        int status = 0;
        for (int at = STATUS_AT; at < Math.min(STATUS_END, line.length()); at++) {
            int digit = line.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = 10 * status + digit;
        }
        return status >= 100 ? status : -1;
    }

    private static boolean isReasonProper(String line) {
        for (int at = STATUS_END; at < line.length(); at++) {
            if (!HttpSyntax.isValueChar(line.charAt(at))) {
                return false;
            }
        }
        return line.length() <= STATUS_END || line.charAt(STATUS_END) == ' ';
    }
}
