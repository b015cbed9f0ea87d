package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.p2pvps.localtunnel.http.Fields;
import org.p2pvps.localtunnel.http.HeadWriter;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.protocol.ErrorCode;

/**
 * A response made by the gateway itself.
 *
 * @param statusLine what follows the version
 * @param fields those of this answer alone
 */
record Answer(String statusLine, String contentType, String body, Map<String, String> fields) {
    private static final Map<String, String> RETRY = Map.of("Retry-After", "5");
    private static final Map<String, String> ALLOWED = Map.of("Allow", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
    private static final String TEXT = "text/plain; charset=utf-8";

    static Answer json(String statusLine, String body) {
        return new Answer(statusLine, "application/json; charset=utf-8", body, Map.of());
    }

    static Answer text(String statusLine, String body) {
        return new Answer(statusLine, TEXT, body, Map.of());
    }

    static Answer redirect(String location) {
        return new Answer("302 Found", TEXT, "Redirecting to " + location + "\n", Map.of("Location", location));
    }

    /** For good, with method and body (RFC 9110, 15.4.9). */
    static Answer moved(String location) {
        return new Answer(
                "308 Permanent Redirect", TEXT, "This site is at " + location + "\n", Map.of("Location", location));
    }

    /** In the form that the client asked for: problem+json, HTML or text. */
    static Answer problem(ErrorCode code, RequestHead request) {
        return problem(Trouble.of(code), request == null ? Fields.none() : request.fields());
    }

    static Answer problem(MalformedMessageException reason) {
        return problem(Trouble.of(reason.code()).because(reason.getMessage()), reason.fields());
    }

    private static Answer problem(Trouble trouble, Fields asked) {
        Map<String, String> fields = fields(trouble);
        if (asked.accepts("json") && !asked.accepts("html")) {
            return new Answer(trouble.statusLine(), "application/problem+json", trouble.json(), fields);
        }
        if (asked.accepts("html")) {
            return new Answer(trouble.statusLine(), "text/html; charset=utf-8", trouble.html(), fields);
        }
        return new Answer(trouble.statusLine(), TEXT, trouble.text(), fields);
    }

    private static Map<String, String> fields(Trouble trouble) {
        return trouble.code() == ErrorCode.METHOD_NOT_ALLOWED ? ALLOWED : trouble.passes() ? RETRY : Map.of();
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
        fields.forEach(head::field);
        if (!keepsConnection) {
            head.field("Connection", "close");
        }
        head.to(out);
        if (!headOnly) {
            out.writeBytes(bytes);
        }
    }
}
