package org.p2pvps.localtunnel.h2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What HTTP/1.1 makes sure of with a WebSocket's handshake (RFC 6455, 4.1), and HTTP/2 has no need for (RFC 8441, 5). */
record WebSocketKey(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static WebSocketKey fresh() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return new WebSocketKey(Base64.getEncoder().encodeToString(nonce));
    }

    boolean isAcceptedBy(String accept) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((value + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest).equals(accept);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
