package org.p2pvps.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import org.p2pvps.agent.json.JsonCodec;

/** Asks the gateway for the leased name. */
final class ControlClient {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int MOST_SOCKETS = 256;
    private static final int HIGHEST_PORT = 65_535;
    private static final int OK = 200;

    private final JsonCodec json;

    ControlClient(JsonCodec json) {
        this.json = json;
    }

    /** The answer's fields, as LocalTunnel names them; {@code preface} is this gateway's own. */
    record Answer(String id, int port, int max_conn_count, String preface) {}

    Grant ask(WebTarget target) throws IOException {
        PinnedServer server = target.web().secure() == null
                ? null
                : new PinnedServer(target.web().secure().key());
        HttpURLConnection connection = open(target, server);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Authorization", "Bearer " + target.web().token());
        int status = connection.getResponseCode();
        if (status != OK) {
            connection.disconnect();
            throw new IOException("the gateway answered HTTP " + status);
        }
        try (InputStream body = connection.getInputStream()) {
            return grant(target, json.read(body.readNBytes(LARGEST_ANSWER), Answer.class), server);
        }
    }

    /** The key says who it is: the name in its certificate means nothing. */
    private static HttpURLConnection open(WebTarget target, PinnedServer server) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) target.address().toURL().openConnection();
        if (server != null) {
            HttpsURLConnection secure = (HttpsURLConnection) connection;
            secure.setSSLSocketFactory(server.context().getSocketFactory());
            secure.setHostnameVerifier((name, session) -> true);
        }
        return connection;
    }

    private static Grant grant(WebTarget target, Answer answer, PinnedServer server) throws IOException {
        if (!target.web().subdomain().equals(answer.id())) {
            throw new IOException("the gateway gave another name");
        }
        if (answer.port() < 1 || answer.port() > HIGHEST_PORT) {
            throw new IOException("the gateway named an impossible port");
        }
        String preface = answer.preface() == null ? "" : answer.preface() + "\n";
        return new Grant(
                new InetSocketAddress(InetAddress.getByName(target.host()), answer.port()),
                Math.max(1, Math.min(MOST_SOCKETS, answer.max_conn_count())),
                preface.getBytes(StandardCharsets.US_ASCII),
                server);
    }
}
