package org.p2pvps.localtunnel.http;

import org.p2pvps.protocol.ErrorCode;

/** A message that must not be passed on. Made for each bad request, so it carries no stack trace. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public MalformedMessageException(ErrorCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    static MalformedMessageException because(String detail) {
        return new MalformedMessageException(ErrorCode.REQUEST_MALFORMED, detail);
    }

    public ErrorCode code() {
        return code;
    }
}
