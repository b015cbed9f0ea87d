package org.p2pvps.protocol;

import java.util.Locale;
import java.util.Optional;

/** Every error a client can meet, with its HTTP status. The slug is stable: clients may branch on it. */
public enum ErrorCode {
    BODY_MALFORMED(400),
    REQUEST_MALFORMED(400),
    FIELD_UNKNOWN(400),
    FIELD_INVALID(400),
    SIGN_IN_REQUIRED(401),
    SIGN_IN_FAILED(401),
    SESSION_EXPIRED(401),
    DEVICE_KEY_UNKNOWN(401),
    DEVICE_KEY_REVOKED(401),
    FORBIDDEN(403),
    CSRF_HEADER_MISSING(403),
    NOT_FOUND(404),
    SITE_UNKNOWN(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    TRANSITION_FORBIDDEN(409),
    EMAIL_TAKEN(409),
    SSH_KEY_TAKEN(409),
    DEVICE_KEY_IN_USE(409),
    DEVICE_RETIRED(409),
    DEVICE_NOT_AVAILABLE(409),
    DEVICE_RENTED(409),
    RESET_REQUIRED(409),
    GENERATION_VOID(409),
    ORDER_NOT_PAYABLE(409),
    PAYMENT_MISMATCH(409),
    DOMAIN_NOT_PROVED(409),
    CONFLICT(409),
    BODY_TOO_LARGE(413),
    TARGET_TOO_LONG(414),
    MEDIA_TYPE_UNSUPPORTED(415),
    MISDIRECTED(421),
    PROTOCOL_UNSUPPORTED(426),
    RATE_LIMITED(429),
    SITE_BUSY(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL(500),
    CODING_UNSUPPORTED(501),
    SITE_NOT_LISTENING(502),
    SITE_ANSWER_MALFORMED(502),
    SERVICE_MISSING(503),
    PORTS_EXHAUSTED(503),
    IMAGE_MISSING(503),
    SITE_OFFLINE(503),
    DNS_UNAVAILABLE(503),
    SITE_TIMEOUT(504),
    VERSION_UNSUPPORTED(505);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status this error is answered with. */
    public int status() {
        return status;
    }

    /** The code as it stands in a problem document, for instance {@code device-key-revoked}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code a problem document names; empty for one this version does not know. */
    public static Optional<ErrorCode> ofSlug(String slug) {
        for (ErrorCode code : values()) {
            if (code.slug().equals(slug)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
