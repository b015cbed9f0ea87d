package org.p2pvps.protocol;

/**
 * An error body, {@code application/problem+json} (RFC 9457).
 *
 * @param type always {@code about:blank}; branch on {@code code}
 * @param title the status in words
 * @param status the HTTP status, repeated
 * @param code an {@link ErrorCode#slug()}
 * @param detail what happened and what to do, for a person
 */
public record Problem(String type, String title, int status, String code, String detail) {}
