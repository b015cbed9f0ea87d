package org.p2pvps.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Gives a plain SMTP server TLS, from the first byte on or by STARTTLS, with a certificate of its own for {@code localhost}. */
final class TlsFront {
    private static final String PASSWORD = "changeit";

    private final SSLContext context;
    private final Path certificate;
    private final int behind;

    TlsFront(Path folder, int behind) throws IOException, GeneralSecurityException, InterruptedException {
        this.behind = behind;
        Path keys = folder.resolve("keys.p12");
        certificate = folder.resolve("certificate.pem");
        keytool("-genkeypair -alias mail -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
                + " -storetype PKCS12 -keystore " + keys + " -storepass " + PASSWORD);
        keytool("-exportcert -rfc -alias mail -keystore " + keys + " -storepass " + PASSWORD + " -file " + certificate);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
    }

    /** The file that a client must trust. */
    String certificate() {
        return certificate.toString();
    }

    ScriptedServer implicit() throws IOException {
        return new ScriptedServer(connection -> pipe(tls(connection), false));
    }

    ScriptedServer startTls() throws IOException {
        return new ScriptedServer(connection -> {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            say(connection, "220 front ESMTP");
            in.readLine();
            say(connection, "250-front\r\n250 STARTTLS");
            in.readLine();
            say(connection, "220 go ahead");
            pipe(tls(connection), true);
        });
    }

    private SSLSocket tls(Socket connection) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connection, null, true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private void pipe(SSLSocket client, boolean greeted) throws IOException {
        try (Socket server = new Socket("127.0.0.1", behind)) {
            if (greeted) {
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII), 1)
                        .readLine();
            }
            ScriptedServer.start(() -> copy(client, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // One of them hung up.
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int code = new ProcessBuilder((tool + " " + arguments).split(" "))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool failed with " + code + ".");
        }
    }
}
