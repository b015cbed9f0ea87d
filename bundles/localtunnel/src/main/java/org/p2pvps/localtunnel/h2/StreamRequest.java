package org.p2pvps.localtunnel.h2;

import static org.p2pvps.localtunnel.h2.FieldRules.require;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A request as its stream's header brings it, checked (RFC 9113, 8.3.1; RFC 8441, 4).
 *
 * @param protocol of an extended CONNECT; null for any other request
 * @param authority as in {@code :authority} or in {@code Host}
 * @param contentLength -1 for none
 * @param fields those to pass on, cookies joined (RFC 9113, 8.2.3)
 */
record StreamRequest(
        String method, String path, String authority, String protocol, long contentLength, List<String[]> fields) {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final String CONNECT = "CONNECT";

    static StreamRequest of(Http2Headers headers) throws MalformedStreamException {
        Map<String, String> pseudo = new LinkedHashMap<>();
        List<String[]> fields = new ArrayList<>();
        StringJoiner cookies = new StringJoiner("; ");
        String host = null;
        String length = null;
        for (Map.Entry<CharSequence, CharSequence> entry : headers) {
            String name = entry.getKey().toString();
            String value = entry.getValue().toString();
            if (name.startsWith(":")) {
                require(fields.isEmpty() && host == null, "A pseudo-header field stands after others.");
                FieldRules.checkValue(value);
                require(pseudo.put(name, value) == null, "A pseudo-header field stands twice.");
                continue;
            }
            FieldRules.check(name, value);
            switch (name) {
                case "cookie" -> cookies.add(value);
                case "host" -> {
                    require(host == null, "There are two hosts.");
                    host = value;
                }
                case "content-length" -> {
                    require(length == null && LENGTH.matcher(value).matches(), "The length is malformed.");
                    length = value;
                }
                default -> fields.add(new String[] {name, value});
            }
        }
        if (cookies.length() > 0) {
            fields.add(new String[] {"cookie", cookies.toString()});
        }
        return of(pseudo, host, length == null ? -1 : Long.parseLong(length), fields);
    }

    private static StreamRequest of(Map<String, String> pseudo, String host, long length, List<String[]> fields)
            throws MalformedStreamException {
        String method = pseudo.remove(":method");
        String scheme = pseudo.remove(":scheme");
        String path = pseudo.remove(":path");
        String authority = pseudo.remove(":authority");
        String protocol = pseudo.remove(":protocol");
        require(pseudo.isEmpty(), "There is a pseudo-header field that no request has.");
        require(method != null && !method.isEmpty(), "There is no method.");
        require(protocol == null || method.equals(CONNECT), "Only CONNECT names a protocol.");
        String named = authority(authority, host);
        if (method.equals(CONNECT) && protocol == null) {
            require(scheme == null && path == null, "CONNECT has neither scheme nor path.");
            return new StreamRequest(method, "/", named, null, length, fields);
        }
        require("https".equals(scheme), "The scheme is not the connection's.");
        require(isPath(method, path), "The path is malformed.");
        return new StreamRequest(method, path, named, protocol, length, fields);
    }

    /** RFC 9113, 8.3.1: both name the same, if both are there. */
    private static String authority(String authority, String host) throws MalformedStreamException {
        String named = authority == null ? host : authority;
        require(named != null && !named.isEmpty(), "The request names no host.");
        require(host == null || host.equalsIgnoreCase(named), "The request names two hosts.");
        return named.toLowerCase(Locale.ROOT);
    }

    /** A blank would end the target in HTTP/1.1. */
    private static boolean isPath(String method, String path) {
        return path != null
                && (path.startsWith("/") || path.equals("*") && method.equals("OPTIONS"))
                && path.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Whether it asks for a WebSocket. */
    boolean isWebSocket() {
        return "websocket".equals(protocol);
    }
}
