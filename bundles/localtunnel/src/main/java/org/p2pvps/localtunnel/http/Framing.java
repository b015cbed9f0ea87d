package org.p2pvps.localtunnel.http;

import java.util.List;
import org.p2pvps.protocol.ErrorCode;

/** Decides where a message's body ends (RFC 9112, 6.3), and refuses whatever could be decided in two ways (11.2). */
public final class Framing {
    private static final int MOST_DIGITS = 18;
    private static final Body NOTHING = new NoBody(-1, false);

    private Framing() {}

    public static Body of(RequestHead head) throws MalformedMessageException {
        try {
            return ofRequest(head);
        } catch (MalformedMessageException e) {
            throw e.with(head.fields());
        }
    }

    private static Body ofRequest(RequestHead head) throws MalformedMessageException {
        boolean chunked = isChunked(head.fields(), head.minorVersion());
        long length = length(head.fields(), chunked);
        if (chunked) {
            return new ChunkedBody();
        }
        // A length of zero is written again: some servers want one with every POST.
        return length > 0 ? new FixedBody(length) : length == 0 ? new NoBody(0, false) : NOTHING;
    }

    /** @param toHead whether the request was HEAD */
    public static Body of(ResponseHead head, boolean toHead) throws MalformedMessageException {
        boolean chunked = isChunked(head.fields(), head.minorVersion());
        long length = length(head.fields(), chunked);
        if (head.status() < 200 || head.status() == 204) {
            return NOTHING;
        }
        if (toHead || head.status() == 304) {
            return new NoBody(length, chunked);
        }
        if (chunked) {
            return new ChunkedBody();
        }
        return length < 0 ? new UntilCloseBody() : new FixedBody(length);
    }

    private static boolean isChunked(Fields fields, int minorVersion) throws MalformedMessageException {
        List<String> codings = fields.all("transfer-encoding");
        if (codings.isEmpty()) {
            return false;
        }
        if (minorVersion == 0) {
            throw MalformedMessageException.because("HTTP/1.0 has no Transfer-Encoding.");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw new MalformedMessageException(
                    ErrorCode.CODING_UNSUPPORTED, "Transfer-Encoding may be chunked, and nothing else.");
        }
        return true;
    }

    private static long length(Fields fields, boolean chunked) throws MalformedMessageException {
        List<String> lengths = fields.all("content-length");
        if (lengths.isEmpty()) {
            return -1;
        }
        if (chunked || lengths.size() > 1 || !isNumber(lengths.get(0))) {
            throw MalformedMessageException.because("The body's length is ambiguous or malformed.");
        }
        return Long.parseLong(lengths.get(0));
    }

    private static boolean isNumber(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }
}
