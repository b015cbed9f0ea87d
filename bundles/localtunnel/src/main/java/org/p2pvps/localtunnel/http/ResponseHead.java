package org.p2pvps.localtunnel.http;

/**
 * A response's line and fields (RFC 9112, 4).
 *
 * @param minorVersion 0 or 1
 */
public record ResponseHead(int minorVersion, int status, String reason, Fields fields) {
    public boolean isInterim() {
        return status >= 100 && status < 200 && status != 101;
    }

    public boolean isSwitch() {
        return status == 101;
    }

    /** RFC 9110, 15.5.22: which protocol that is, is for the client to know. */
    public boolean wantsUpgrade() {
        return status == 426;
    }

    /** Whether the sender will keep its connection after this response (RFC 9112, 9.3). */
    public boolean keepsConnection() {
        return minorVersion == 1 && !fields.connectionOptions().contains("close");
    }
}
