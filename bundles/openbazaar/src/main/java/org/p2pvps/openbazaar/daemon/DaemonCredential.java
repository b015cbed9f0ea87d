package org.p2pvps.openbazaar.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.p2pvps.api.Secret;

/**
 * What opens the daemon. All or nothing: it reaches the wallet too.
 *
 * @param header the HTTP header's name
 * @param value the header's value
 */
public record DaemonCredential(String header, Secret value) {
    private static final String COOKIE = "OpenBazaar_Auth_Cookie";
    /** As RFC 6265 has it. */
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,200}");

    /** User name and password as in the daemon's own configuration. Sent with every request: the daemon does not ask. */
    public static DaemonCredential basic(String user, Secret password) {
        String pair = user + ":" + password.value();
        return new DaemonCredential(
                "Authorization",
                new Secret("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * The daemon's cookie, from the file {@code .cookie} in its data folder, with or without the cookie's name before it. Fails with
     * {@link DaemonException.Kind#FORBIDDEN} if it is none: what an HTTP client says about it would show it.
     */
    public static DaemonCredential cookie(Secret text) {
        String given = text.value().strip();
        String value = given.startsWith(COOKIE + "=") ? given.substring(COOKIE.length() + 1) : given;
        if (!VALUE.matcher(value).matches()) {
            throw DaemonException.noCredential("what is in cookieFile is no cookie");
        }
        return new DaemonCredential("Cookie", new Secret(COOKIE + "=" + value));
    }

    /** Where the credential comes from; asked for each request, because a daemon may make itself a new cookie. */
    @FunctionalInterface
    public interface Source {
        /** The credential as of now; empty for a daemon that wants none. */
        Optional<DaemonCredential> current();
    }
}
