package org.p2pvps.localtunnel.http;

/** A name, an IPv4 address or a bracketed IPv6 address, and perhaps a port (RFC 9110, 7.2; no user, no escapes). */
final class HostSyntax {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ADDRESS = 47;
    private static final int MOST_PORT_DIGITS = 5;

    private HostSyntax() {}

    /** @param host in lower case */
    static boolean isProper(String host) {
        boolean bracketed = host.startsWith("[");
        int end = bracketed ? host.indexOf(']') + 1 : host.indexOf(':') < 0 ? host.length() : host.indexOf(':');
        boolean proper = bracketed ? isAddress(host, end) : isName(host, end);
        return proper && isPort(host, end);
    }

    private static boolean isName(String host, int end) {
        for (int at = 0; at < end; at++) {
            char c = host.charAt(at);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return end > 0 && end <= LONGEST_NAME;
    }

    private static boolean isAddress(String host, int end) {
        for (int at = 1; at < end - 1; at++) {
            char c = host.charAt(at);
            if (!(c >= 'a' && c <= 'f') && !isDigit(c) && c != ':' && c != '.') {
                return false;
            }
        }
        return end > 3 && end <= LONGEST_ADDRESS;
    }

    private static boolean isPort(String host, int colon) {
        if (colon == host.length()) {
            return true;
        }
        for (int at = colon + 1; at < host.length(); at++) {
            if (!isDigit(host.charAt(at))) {
                return false;
            }
        }
        int digits = host.length() - colon - 1;
        return host.charAt(colon) == ':' && digits > 0 && digits <= MOST_PORT_DIGITS;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
