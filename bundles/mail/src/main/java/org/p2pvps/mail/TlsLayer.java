package org.p2pvps.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS over a socket that is connected, for one server: its certificate must be trusted, and name the host that the admin
 * configured. The mail library's own check of the name knows no addresses and reads certificates crudely.
 */
final class TlsLayer extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final String host;

    private TlsLayer(SSLSocketFactory factory, String host) {
        this.factory = factory;
        this.host = host;
    }

    /**
     * @param trust a PEM file; empty for the authorities that Java trusts
     * @throws IOException if that file can't be read or holds no certificate
     */
    static TlsLayer to(String host, String trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust.isBlank() ? null : certificates(Path.of(trust.strip())));
            context.init(null, trusted.getTrustManagers(), null);
            return new TlsLayer(context.getSocketFactory(), host);
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificates to trust can't be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException("There is no certificate in " + file + ".");
        }
        return store;
    }

    @Override
    public Socket createSocket(Socket socket, String ignoredHost, int port, boolean autoClose) throws IOException {
        SSLSocket layered = (SSLSocket) factory.createSocket(socket, host, port, autoClose);
        SSLParameters parameters = layered.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        layered.setSSLParameters(parameters);
        return layered;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String toHost, int port) throws IOException {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(String toHost, int port, InetAddress localHost, int localPort) throws IOException {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw onlyLayered();
    }

    private static IOException onlyLayered() {
        return new IOException("Only a socket that is connected is given TLS.");
    }
}
