package org.p2pvps.localtunnel.tls;

/** What should be a ClientHello is none. Made for each, so it carries no stack trace. */
public final class MalformedHelloException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Alert alert;

    MalformedHelloException(Alert alert, String detail) {
        super(detail, null, false, false);
        this.alert = alert;
    }

    public Alert alert() {
        return alert;
    }
}
