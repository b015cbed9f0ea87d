package org.p2pvps.localtunnel.h2;

/** A stream that must not be passed on (RFC 9113, 8.1.1). Made for each, so it carries no stack trace. */
final class MalformedStreamException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedStreamException(String detail) {
        super(detail, null, false, false);
    }
}
