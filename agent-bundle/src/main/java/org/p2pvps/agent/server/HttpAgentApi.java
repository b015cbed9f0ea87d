package org.p2pvps.agent.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.json.MalformedJsonException;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.Problem;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterRequest;

/** The server's REST interface, over the JVM's own small HTTP client. Follows no redirects: the key is for one server. */
public final class HttpAgentApi implements AgentApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** A long poll takes 25 s; a server that is silent much longer is gone. */
    private static final Duration LONG_POLL = Duration.ofSeconds(35);

    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final JsonCodec json;
    private final Consumer<Instant> serverTime;

    /** @param serverTime told what time the server has, whenever it says so */
    public HttpAgentApi(JsonCodec json, Consumer<Instant> serverTime) {
        this.json = json;
        this.serverTime = serverTime;
    }

    @Override
    public RegisterAnswer register(Credentials credentials, RegisterRequest request) throws IOException {
        RegisterAnswer answer = post(credentials, "/api/v1/agent/register", request, RegisterAnswer.class, ANSWER);
        if (answer.deviceId() == null
                || answer.generation() < 1
                || answer.login() == null
                || answer.tunnel() == null
                || answer.web() == null
                || answer.limits() == null
                || answer.image() == null) {
            throw new IOException("the server's answer lacks a field; is it a newer server than this agent?");
        }
        return answer;
    }

    @Override
    public DesiredState checkIn(Credentials credentials, CheckInRequest request) throws IOException {
        DesiredState desired = post(credentials, "/api/v1/agent/check-in", request, DesiredState.class, LONG_POLL);
        if (desired.phase() == null || desired.revision() == null) {
            throw new IOException("the server's answer lacks a field; is it a newer server than this agent?");
        }
        return desired;
    }

    @Override
    public Download download(Credentials credentials, URI address, long from) throws IOException {
        URI absolute = credentials.server().resolve(address);
        HttpURLConnection connection = open(absolute, ANSWER);
        if (credentials.mayBeSentTo(absolute)) {
            authorize(connection, credentials);
        }
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        int status = connection.getResponseCode();
        if (status == PARTIAL && from > 0) {
            return new Download(connection.getInputStream(), from, totalOf(connection, from));
        }
        if (status != OK) {
            throw refusal(connection, status);
        }
        return new Download(connection.getInputStream(), 0, connection.getContentLengthLong());
    }

    private <T> T post(Credentials credentials, String path, Object body, Class<T> type, Duration patience)
            throws IOException {
        HttpURLConnection connection = open(credentials.at(path), patience);
        authorize(connection, credentials);
        byte[] text = json.write(body);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(text);
        }
        int status = connection.getResponseCode();
        if (status != OK) {
            throw refusal(connection, status);
        }
        if (connection.getDate() != 0) {
            serverTime.accept(Instant.ofEpochMilli(connection.getDate()));
        }
        return json.read(bounded(connection.getInputStream()), type);
    }

    private static HttpURLConnection open(URI address, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json, application/problem+json, application/gzip");
        connection.setRequestProperty("User-Agent", "p2pvps-agent");
        return connection;
    }

    private static void authorize(HttpURLConnection connection, Credentials credentials) {
        connection.setRequestProperty("Authorization", "Bearer " + credentials.key());
    }

    private static long totalOf(HttpURLConnection connection, long from) {
        long rest = connection.getContentLengthLong();
        return rest < 0 ? -1 : from + rest;
    }

    private RefusedException refusal(HttpURLConnection connection, int status) throws IOException {
        byte[] text = bounded(connection.getErrorStream());
        try {
            Problem problem = json.read(text, Problem.class);
            return new RefusedException(status, textOf(problem.code()), textOf(problem.detail()));
        } catch (MalformedJsonException e) {
            return new RefusedException(status, "", "");
        }
    }

    private static String textOf(String text) {
        return text == null ? "" : text;
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        if (stream == null) {
            return new byte[0];
        }
        try (stream) {
            byte[] body = stream.readNBytes(LARGEST_ANSWER + 1);
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("the server's answer is too large");
            }
            return body;
        }
    }
}
