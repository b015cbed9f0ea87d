package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.protocol.ErrorCode;

/** Reads the heads of requests, one after the other (RFC 9112, 3). */
public final class RequestReader {
    private static final int MAX_TARGET = 8192;
    private static final int MAX_METHOD = 32;
    private static final Pattern ABSOLUTE = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final String HTTP2_PREFACE = "PRI * HTTP/2.0";

    /** Thrown where a client speaks HTTP/2 (RFC 9113, 3.4). */
    public static final MalformedMessageException HTTP2 =
            new MalformedMessageException(ErrorCode.VERSION_UNSUPPORTED, "HTTP/2 is spoken with TLS only.");

    private final HeadLines lines;

    /**
     * @param maxBytes of a head
     * @param maxFields in a head
     */
    public RequestReader(int maxBytes, int maxFields) {
        lines = new HeadLines(maxBytes, maxFields, false);
    }

    /** @return the next head; null if it is not all there yet */
    public RequestHead read(ByteBuf in) throws MalformedMessageException {
        skipEmptyLine(in);
        HeadText head = lines.read(in);
        return head == null ? null : parse(head);
    }

    private static RequestHead parse(HeadText head) throws MalformedMessageException {
        if (head.startLine().equals(HTTP2_PREFACE)) {
            throw HTTP2;
        }
        try {
            return parse(head.startLine(), head.fields());
        } catch (MalformedMessageException e) {
            throw e.with(head.fields());
        }
    }

    /** One is forgiven: old clients end a body with it (RFC 9112, 2.2). */
    private static void skipEmptyLine(ByteBuf in) {
        int at = in.readerIndex();
        if (in.readableBytes() >= 2 && in.getByte(at) == '\r' && in.getByte(at + 1) == '\n') {
            in.skipBytes(2);
        }
    }

    private static RequestHead parse(String line, Fields fields) throws MalformedMessageException {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first < 1 || last == first) {
            throw MalformedMessageException.because("The request line is malformed.");
        }
        String method = line.substring(0, first);
        String target = line.substring(first + 1, last);
        int minorVersion = minorVersion(line.substring(last + 1));
        checkMethod(method);
        checkTarget(target);
        if (!target.startsWith("/") && !(target.equals("*") && method.equals("OPTIONS"))) {
            Matcher absolute = ABSOLUTE.matcher(target);
            if (absolute.lookingAt()) {
                return absolute(method, target, absolute.end(), minorVersion, fields);
            }
            throw MalformedMessageException.because("The request's target is malformed.");
        }
        return new RequestHead(method, target, minorVersion, host(fields), fields);
    }

    /** RFC 9112, 3.2.2: the target's host counts, not the field's. */
    private static RequestHead absolute(String method, String target, int start, int minorVersion, Fields fields)
            throws MalformedMessageException {
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        host(fields);
        String host = checkHost(target.substring(start, end));
        return new RequestHead(method, originForm(method, target.substring(end)), minorVersion, host, fields);
    }

    /** RFC 9112, 3.2.1 and 3.2.4. */
    private static String originForm(String method, String pathAndQuery) {
        if (pathAndQuery.isEmpty()) {
            return method.equals("OPTIONS") ? "*" : "/";
        }
        return pathAndQuery.startsWith("?") ? "/" + pathAndQuery : pathAndQuery;
    }

    private static void checkMethod(String method) throws MalformedMessageException {
        if (!HttpSyntax.isToken(method) || method.length() > MAX_METHOD) {
            throw MalformedMessageException.because("The request's method is malformed.");
        }
        if (method.equals("CONNECT")) {
            throw new MalformedMessageException(ErrorCode.METHOD_NOT_ALLOWED, "This gateway is not a proxy.");
        }
        if (method.equals("TRACE")) {
            // Its answer would show scripts what browsers hide from them.
            throw new MalformedMessageException(ErrorCode.METHOD_NOT_ALLOWED, "Requests are not traced here.");
        }
    }

    private static void checkTarget(String target) throws MalformedMessageException {
        if (target.length() > MAX_TARGET) {
            throw new MalformedMessageException(ErrorCode.TARGET_TOO_LONG, "The address is too long.");
        }
        for (int at = 0; at < target.length(); at++) {
            if (!HttpSyntax.isTargetChar(target.charAt(at))) {
                throw MalformedMessageException.because("The request's target is malformed.");
            }
        }
    }

    private static int minorVersion(String version) throws MalformedMessageException {
        if (!version.startsWith("HTTP/")) {
            throw MalformedMessageException.because("The request line is malformed.");
        }
        return switch (version) {
            case "HTTP/1.1" -> 1;
            case "HTTP/1.0" -> 0;
            default -> throw new MalformedMessageException(ErrorCode.VERSION_UNSUPPORTED, "Only HTTP/1.1 is spoken.");
        };
    }

    /** RFC 9112, 3.2: exactly one. */
    private static String host(Fields fields) throws MalformedMessageException {
        List<String> hosts = fields.all("host");
        if (hosts.size() != 1) {
            throw MalformedMessageException.because("A request needs exactly one Host field.");
        }
        return checkHost(hosts.get(0));
    }

    private static String checkHost(String host) throws MalformedMessageException {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        if (!HostSyntax.isProper(lowerCase)) {
            throw MalformedMessageException.because("The host is malformed.");
        }
        return lowerCase;
    }
}
