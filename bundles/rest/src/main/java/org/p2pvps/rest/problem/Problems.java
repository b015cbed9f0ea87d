package org.p2pvps.rest.problem;

import java.util.Locale;
import java.util.Optional;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Problem;

/** Makes problem documents. */
public final class Problems {
    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Seconds after which a client that was refused for its pace may try again, when nothing better is known. */
    private static final int RATE_RETRY_SECONDS = 30;

    private final int retryAfterSeconds;

    /** With the seconds after which a missing service is worth another try. */
    public Problems(int retryAfterSeconds) {
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The document for a failure. */
    public static Problem of(ErrorCode code, String detail) {
        return new Problem("about:blank", title(code), code.status(), code.slug(), detail);
    }

    /** The value of {@code Retry-After} that belongs to a failure, if one does. */
    public Optional<String> retryAfter(ErrorCode code) {
        if (code == ErrorCode.RATE_LIMITED) {
            return Optional.of(Integer.toString(RATE_RETRY_SECONDS));
        }
        return code.status() == 503 ? Optional.of(Integer.toString(retryAfterSeconds)) : Optional.empty();
    }

    private static String title(ErrorCode code) {
        String words = code.slug().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
