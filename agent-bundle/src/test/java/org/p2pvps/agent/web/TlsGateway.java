package org.p2pvps.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Puts TLS in front of a {@link FakeGateway}: requests for the name go to its control port, the rest to its data port. */
final class TlsGateway implements AutoCloseable {
    private static final char[] PASSWORD = "password".toCharArray();

    final AtomicInteger handshakes = new AtomicInteger();
    private final ServerSocket server;
    private final String key;
    private final FakeGateway gateway;

    TlsGateway(FakeGateway gateway, Path folder) throws IOException {
        this.gateway = gateway;
        try {
            KeyStore store = generate(folder.resolve("gateway.p12"));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            byte[] open = store.getCertificate("gateway").getPublicKey().getEncoded();
            key = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(open));
            server = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The SHA-256 of its public key, in Base64. */
    String key() {
        return key;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** The JDK has no other way to make a certificate. */
    private static KeyStore generate(Path file) throws IOException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=gateway",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int first = in.read();
            if (first < 0) {
                return;
            }
            handshakes.incrementAndGet();
            try (Socket inner = new Socket(
                    InetAddress.getLoopbackAddress(), first == 'G' ? gateway.controlPort() : gateway.dataPort())) {
                start(() -> pipe(inner, socket));
                inner.getOutputStream().write(first);
                in.transferTo(inner.getOutputStream());
                inner.shutdownOutput();
            }
        } catch (IOException cut) {
            // As it may.
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other direction ends with it.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tls-gateway");
        thread.setDaemon(true);
        thread.start();
    }
}
