package org.p2pvps.web;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;

/** What a request's headers ask for: which coding, and which version the client already holds (RFC 9110). */
final class Conditions {
    private static final String WEAK_PREFIX = "W/";

    private final HttpServletRequest request;

    Conditions(HttpServletRequest request) {
        this.request = request;
    }

    /** Whether the client takes gzip. */
    boolean acceptGzip() {
        return elementsOf("Accept-Encoding").anyMatch(Conditions::isGzip);
    }

    /** Whether the client holds the version with this entity tag already. */
    boolean hold(String etag) {
        return elementsOf("If-None-Match")
                .anyMatch(held -> held.equals("*") || strong(held).equals(etag));
    }

    private Stream<String> elementsOf(String header) {
        List<String> lines = Collections.list(request.getHeaders(header));
        return lines.stream().flatMap(line -> Arrays.stream(line.split(","))).map(String::strip);
    }

    private static boolean isGzip(String element) {
        String plain = element.replace(" ", "");
        return plain.equals("gzip") || (plain.startsWith("gzip;q=") && !plain.matches("gzip;q=0(\\.0*)?"));
    }

    private static String strong(String etag) {
        return etag.startsWith(WEAK_PREFIX) ? etag.substring(WEAK_PREFIX.length()) : etag;
    }
}
