package org.p2pvps.localtunnel.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A certificate with its key, ready to serve.
 *
 * @param names the DNS names it is made out for, wildcards included, in lower case
 * @param expires when it does
 */
record SiteCertificate(Set<String> names, Instant expires, SslContext context) {
    private static final int DNS_NAME = 2;
    /** Sessions of TLS 1.2 that may be taken up again; by default it would be twenty times as many, and megabytes for anybody to fill. */
    private static final int SESSIONS = 1000;
    /** Not nothing: Java doesn't recognize its own EdDSA signature of that. */
    private static final byte[] SIGNED = {1};

    /** TLS 1.2 with forward secrecy and authenticated encryption, which is what HTTP/2 allows (RFC 9113, 9.2.2), and 1.3. */
    static SiteCertificate of(List<X509Certificate> chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        X509Certificate own = chain.get(0);
        if (!belongTogether(own.getPublicKey(), key)) {
            throw new GeneralSecurityException("the key is another certificate's");
        }
        SslContext context = TlsLibrary.serving(key, chain)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .sessionCacheSize(SESSIONS)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
        return new SiteCertificate(names(own), own.getNotAfter().toInstant(), context);
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> secret.getAlgorithm();
                });
        signature.initSign(secret);
        signature.update(SIGNED);
        byte[] proof = signature.sign();
        signature.initVerify(open);
        signature.update(SIGNED);
        return signature.verify(proof);
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
            if (alternative.get(0).equals(DNS_NAME)) {
                names.add(((String) alternative.get(1)).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
