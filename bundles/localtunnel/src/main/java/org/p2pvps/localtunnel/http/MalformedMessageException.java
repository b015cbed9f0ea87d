package org.p2pvps.localtunnel.http;

import org.p2pvps.protocol.ErrorCode;

/** A message that must not be passed on. Made for each bad request, so it carries no stack trace. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Fields fields;

    public MalformedMessageException(ErrorCode code, String detail) {
        this(code, detail, Fields.none());
    }

    private MalformedMessageException(ErrorCode code, String detail, Fields fields) {
        super(detail, null, false, false);
        this.code = code;
        this.fields = fields;
    }

    static MalformedMessageException because(String detail) {
        return new MalformedMessageException(ErrorCode.REQUEST_MALFORMED, detail);
    }

    /** The same of a message whose fields could be read. */
    MalformedMessageException with(Fields read) {
        return new MalformedMessageException(code, getMessage(), read);
    }

    public ErrorCode code() {
        return code;
    }

    /** Those of the message, as far as they could be read. */
    public Fields fields() {
        return fields;
    }
}
