package org.p2pvps.agent.server;

import java.io.IOException;
import java.util.Optional;
import org.p2pvps.protocol.ErrorCode;

/** The server answered, with an error. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY = 429;

    private final int status;
    private final String slug;

    /** @param slug the problem's code; empty if there was none */
    public RefusedException(int status, String slug, String detail) {
        super("HTTP " + status + (slug.isEmpty() ? "" : " " + slug) + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.slug = slug;
    }

    /** The code, if this version knows it. */
    public Optional<ErrorCode> code() {
        return ErrorCode.ofSlug(slug);
    }

    public boolean is(ErrorCode code) {
        return code.slug().equals(slug);
    }

    /**
     * Whether the same request may well work in a few seconds. So it may when the answer is none of the API's own: a server
     * that is starting answers so, and a proxy before it.
     */
    public boolean isTransient() {
        return status >= SERVER_ERRORS || status == TOO_MANY || slug.isEmpty() || is(ErrorCode.NOT_FOUND);
    }
}
