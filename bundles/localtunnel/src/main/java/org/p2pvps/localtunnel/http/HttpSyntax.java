package org.p2pvps.localtunnel.http;

/** Which octets may stand where (RFC 9110, 5.5 and 5.6.2). */
public final class HttpSyntax {
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TOKEN[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TOKEN[c] = true;
            TOKEN[Character.toUpperCase(c)] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private HttpSyntax() {}

    public static boolean isToken(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if (!isTokenChar(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    static boolean isTokenChar(int octet) {
        return octet < 256 && TOKEN[octet];
    }

    /** Whether it may stand in a field's value: no control but the tab. */
    public static boolean isValueChar(int octet) {
        return octet >= 0x20 && octet != 0x7f || octet == '\t';
    }

    /**
     * Whether it may stand in a request's target: visible ASCII, as browsers escape the rest, and no {@code #}, which some
     * servers take for the path's end (RFC 9112, 3.2.1).
     */
    static boolean isTargetChar(int octet) {
        return octet > 0x20 && octet < 0x7f && octet != '#';
    }
}
