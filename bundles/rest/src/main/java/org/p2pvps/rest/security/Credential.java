package org.p2pvps.rest.security;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import org.p2pvps.api.Secret;

/**
 * What a request shows to say who makes it.
 *
 * @param token the token
 * @param cookie whether a browser sent it by itself
 */
record Credential(Secret token, boolean cookie) {
    private static final String COOKIE = "p2pvps_session";
    private static final String SCHEME = "Bearer ";
    private static final String CSRF_HEADER = "X-P2PVPS";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** The bearer token, else the session cookie, else nothing. */
    static Optional<Credential> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            Secret token = new Secret(header.substring(SCHEME.length()).trim());
            return Optional.of(new Credential(token, false));
        }
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .map(cookie -> new Credential(new Secret(cookie.getValue()), true));
    }

    /** Whether another site may be behind this: a browser adds cookies to its requests, but never our header. */
    boolean mayBeForged(HttpServletRequest request) {
        return cookie && !SAFE.contains(request.getMethod()) && !"1".equals(request.getHeader(CSRF_HEADER));
    }
}
