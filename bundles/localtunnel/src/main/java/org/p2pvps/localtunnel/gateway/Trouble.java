package org.p2pvps.localtunnel.gateway;

import org.p2pvps.protocol.ErrorCode;

/** What went wrong and what to do, for a person. All texts are the gateway's own: nothing of a request is repeated. */
record Trouble(ErrorCode code, String title, String detail) {
    static Trouble of(ErrorCode code) {
        return switch (code) {
            case SITE_UNKNOWN ->
                new Trouble(
                        code,
                        "Not Found",
                        "There is no site by this name. Check the address; a rental may have ended.");
            case SITE_OFFLINE ->
                new Trouble(
                        code, "Service Unavailable", "The device that serves this site is offline. Try again later.");
            case SITE_NOT_LISTENING ->
                new Trouble(
                        code,
                        "Bad Gateway",
                        "The device is there, but no web server answers on it. Start one on port 80, then reload.");
            case SITE_ANSWER_MALFORMED ->
                new Trouble(
                        code,
                        "Bad Gateway",
                        "The web server's answer broke off or is not proper HTTP/1.1. Its log may say why.");
            case SITE_TIMEOUT ->
                new Trouble(
                        code,
                        "Gateway Timeout",
                        "The web server did not answer in time. Try again later; its log may say what it was busy with.");
            case SITE_BUSY ->
                new Trouble(code, "Too Many Requests", "Too many requests wait for this site. Try again in a moment.");
            case RATE_LIMITED ->
                new Trouble(
                        code,
                        "Too Many Requests",
                        "Too many connections are open from your address. Close some, or try again in a moment.");
            case REQUEST_TIMEOUT -> new Trouble(code, "Request Timeout", "The request did not arrive in time.");
            case HEADERS_TOO_LARGE ->
                new Trouble(code, "Request Header Fields Too Large", "The request's header is too large.");
            case TARGET_TOO_LONG -> new Trouble(code, "URI Too Long", "The address is too long.");
            case MISDIRECTED ->
                new Trouble(
                        code,
                        "Misdirected Request",
                        "This connection was made for another site. Reload the page; programs open a connection for each name.");
            case METHOD_NOT_ALLOWED -> new Trouble(code, "Method Not Allowed", "This method is not for gateways.");
            case CODING_UNSUPPORTED -> new Trouble(code, "Not Implemented", "This transfer coding is not supported.");
            case VERSION_UNSUPPORTED -> new Trouble(code, "HTTP Version Not Supported", "HTTP/1.1 is spoken here.");
            default -> new Trouble(code, "Bad Request", "The request is malformed.");
        };
    }

    Trouble because(String reason) {
        return new Trouble(code, title, reason);
    }

    /** Whether it may pass by itself. */
    boolean passes() {
        return code == ErrorCode.SITE_OFFLINE || code == ErrorCode.SITE_BUSY || code == ErrorCode.RATE_LIMITED;
    }

    String statusLine() {
        return code.status() + " " + title;
    }

    String text() {
        return code.status() + " " + title + "\n\n" + detail + "\n";
    }

    /** RFC 9457. */
    String json() {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + code.status() + ",\"code\":\""
                + code.slug() + "\",\"detail\":\"" + detail + "\"}";
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%1$d %2$s</title>
                <style>
                :root{color-scheme:light dark}
                body{font:1.05rem/1.6 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center}
                main{max-width:30rem;padding:2rem}
                h1{font-size:3.5rem;line-height:1;margin:0;opacity:.55}
                h2{margin:.4rem 0 1rem}
                small{opacity:.7}
                </style></head>
                <body><main><h1>%1$d</h1><h2>%2$s</h2><p>%3$s</p><small>P2P VPS gateway &middot; %4$s</small></main></body></html>
                """
                .formatted(code.status(), title, detail, code.slug());
    }
}
