package org.p2pvps.openbazaar.daemon;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach a daemon.
 *
 * @param url {@code http} or {@code https}, host and port
 * @param certificateSha256 the SHA-256 of the one certificate to accept, hexadecimal; empty: the JVM's authorities decide
 * @param timeout a call that takes longer, to the last byte, has failed
 */
public record DaemonSettings(URI url, String certificateSha256, Duration timeout) {
    private static final int DIGEST_DIGITS = 64;

    /** Fails with what is wrong, in words for an admin. */
    public DaemonSettings {
        boolean tls = "https".equals(url.getScheme());
        if (url.getHost() == null || !tls && !"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("url: http://HOST:PORT or https://HOST:PORT is wanted.");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url: user and password have settings of their own.");
        }
        if (!tls && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException(
                    "url: a daemon on another machine is reached over https only; its credential opens its wallet.");
        }
        certificateSha256 = certificateSha256.replace(":", "").strip().toLowerCase(java.util.Locale.ROOT);
        if (!certificateSha256.isEmpty() && !certificateSha256.matches("[0-9a-f]{" + DIGEST_DIGITS + "}")) {
            throw new IllegalArgumentException("certificateSha256: 64 hexadecimal digits are wanted.");
        }
    }

    /** By its address, or the one name that can't mean another machine: what other names mean may change. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }
}
