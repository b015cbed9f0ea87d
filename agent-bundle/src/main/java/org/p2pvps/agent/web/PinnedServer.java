package org.p2pvps.agent.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The gateway, known by its key: TLS with nobody else, whatever certificates authorities sign. */
final class PinnedServer {
    private static final String[] CIPHERS = CipherOrder.here().toArray(String[]::new);

    private final SSLContext context;

    /** @param key the SHA-256 of its public key (SubjectPublicKeyInfo), in Base64 */
    PinnedServer(String key) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pin(Base64.getDecoder().decode(key))}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext context() {
        return context;
    }

    SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(CIPHERS);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static final class Pin extends X509ExtendedTrustManager {
        private final byte[] key;

        Pin(byte[] key) {
            this.key = key;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                byte[] shown = MessageDigest.getInstance("SHA-256")
                        .digest(Objects.requireNonNull(chain[0].getPublicKey().getEncoded()));
                if (!MessageDigest.isEqual(shown, key)) {
                    throw new CertificateException("the gateway shows another key than the server told");
                }
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
