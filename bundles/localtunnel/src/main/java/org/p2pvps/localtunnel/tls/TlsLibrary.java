package org.p2pvps.localtunnel.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does the arithmetic of TLS: BoringSSL where it is built for this processor, since Java takes five times as long for a
 * handshake and until its code is compiled for bytes too; else Java.
 */
final class TlsLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(TlsLibrary.class);
    /** The kinds of keys that BoringSSL signs with unless told otherwise. */
    private static final Set<String> NATIVE_KEYS = Set.of("EC", "RSA");

    /**
     * Netty hands a key on in a key store without a password, which is never written. PKCS#12, which it would be otherwise, stretches
     * even that password ten thousand times, a second of processor at the start; the older format does not.
     */
    private static final String IN_MEMORY = "JKS";

    private static final SslProvider BEST = best();

    private TlsLibrary() {}

    /** The beginnings of what serves with a key. */
    static SslContextBuilder serving(PrivateKey key, List<X509Certificate> chain) {
        return SslContextBuilder.forServer(key, chain).keyStoreType(IN_MEMORY).sslProvider(forKey(key));
    }

    private static SslProvider forKey(PrivateKey key) {
        return NATIVE_KEYS.contains(key.getAlgorithm()) ? BEST : SslProvider.JDK;
    }

    private static SslProvider best() {
        if (OpenSsl.isAvailable()) {
            LOG.info("TLS by {}", OpenSsl.versionString());
            return SslProvider.OPENSSL;
        }
        LOG.info("TLS by Java: there is no BoringSSL here ({})", String.valueOf(OpenSsl.unavailabilityCause()));
        return SslProvider.JDK;
    }
}
