package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.p2pvps.localtunnel.http.HeadWriter;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.protocol.ErrorCode;

/**
 * A response made by the gateway itself.
 *
 * @param statusLine what follows the version
 * @param location for a redirect, else null
 * @param retryAfter seconds; 0 for no such field
 */
record Answer(String statusLine, String contentType, String body, String location, int retryAfter) {
    private static final int RETRY_SECONDS = 5;

    static Answer json(String statusLine, String body) {
        return new Answer(statusLine, "application/json; charset=utf-8", body, null, 0);
    }

    static Answer text(String statusLine, String body) {
        return new Answer(statusLine, "text/plain; charset=utf-8", body, null, 0);
    }

    static Answer redirect(String location) {
        return new Answer("302 Found", "text/plain; charset=utf-8", "Redirecting to " + location + "\n", location, 0);
    }

    /** For good, with method and body (RFC 9110, 15.4.9). */
    static Answer moved(String location) {
        return new Answer(
                "308 Permanent Redirect",
                "text/plain; charset=utf-8",
                "This site is at " + location + "\n",
                location,
                0);
    }

    /** In the form that the client asked for: problem+json, HTML or text. */
    static Answer problem(ErrorCode code, RequestHead request) {
        return problem(Trouble.of(code), request);
    }

    static Answer problem(MalformedMessageException reason) {
        return problem(Trouble.of(reason.code()).because(reason.getMessage()), null);
    }

    private static Answer problem(Trouble trouble, RequestHead request) {
        int retry = trouble.passes() ? RETRY_SECONDS : 0;
        if (request != null && request.accepts("json") && !request.accepts("html")) {
            return new Answer(trouble.statusLine(), "application/problem+json", trouble.json(), null, retry);
        }
        if (request != null && request.accepts("html")) {
            return new Answer(trouble.statusLine(), "text/html; charset=utf-8", trouble.html(), null, retry);
        }
        return new Answer(trouble.statusLine(), "text/plain; charset=utf-8", trouble.text(), null, retry);
    }

    /**
     * @param headOnly whether the body is left out, as for HEAD
     * @param keepsConnection whether the connection stays open
     */
    void to(ByteBuf out, boolean headOnly, boolean keepsConnection) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HeadWriter head = new HeadWriter("HTTP/1.1 " + statusLine)
                .field("Content-Type", contentType)
                .field("Content-Length", Integer.toString(bytes.length))
                .field("Cache-Control", "no-store")
                .field("X-Content-Type-Options", "nosniff")
                .field("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        if (location != null) {
            head.field("Location", location);
        }
        if (retryAfter > 0) {
            head.field("Retry-After", Integer.toString(retryAfter));
        }
        if (!keepsConnection) {
            head.field("Connection", "close");
        }
        head.to(out);
        if (!headOnly) {
            out.writeBytes(bytes);
        }
    }
}
