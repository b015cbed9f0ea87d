package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the heads of responses (RFC 9112, 4). Small servers end lines with a bare LF: that is forgiven, heads are written anew. */
public final class ResponseReader {
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.([01]) ([1-9][0-9]{2})(?: ([\\t\\x20-\\x7e\\x80-\\xff]*))?");

    private final HeadLines lines;

    public ResponseReader(int maxBytes, int maxFields) {
        lines = new HeadLines(maxBytes, maxFields + 1, true);
    }

    /** @return the next head; null if it is not all there yet */
    public ResponseHead read(ByteBuf in) throws MalformedMessageException {
        List<String> head = lines.read(in);
        if (head == null) {
            return null;
        }
        Matcher line = STATUS_LINE.matcher(head.isEmpty() ? "" : head.get(0));
        if (!line.matches()) {
            throw MalformedMessageException.because("The status line is malformed.");
        }
        return new ResponseHead(
                Integer.parseInt(line.group(1)),
                Integer.parseInt(line.group(2)),
                line.group(3) == null ? "" : line.group(3),
                FieldParser.parse(head.subList(1, head.size())));
    }
}
