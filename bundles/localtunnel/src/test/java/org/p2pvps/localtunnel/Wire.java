package org.p2pvps.localtunnel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says on the wire exactly what it is told to. */
final class Wire implements AutoCloseable {
    final Socket socket;
    private final InputStream in;

    /** @param headers names in lower case */
    record Reply(int status, String statusLine, Map<String, String> headers, String body) {}

    Wire(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private Wire(InputStream in) {
        socket = null;
        this.in = in;
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    InputStream in() {
        return in;
    }

    /** A GET of {@code path} at the site. */
    Reply get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: mysite.localhost\r\n\r\n")
                .read();
    }

    Reply read() throws IOException {
        return read(false);
    }

    /** @param headOnly as after HEAD */
    Reply read(boolean headOnly) throws IOException {
        String statusLine = line();
        Map<String, String> headers = headers();
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        boolean bodiless = headOnly || status < 200 || status == 204 || status == 304;
        return new Reply(status, statusLine, headers, bodiless ? "" : body(headers));
    }

    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The connection ended.");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).replaceAll("\r$", "");
    }

    /** A request's body, as a server reads it. */
    static String body(String head, InputStream in) throws IOException {
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (length.find()) {
            return new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1);
        }
        return new Wire(in).chunks(new LinkedHashMap<>());
    }

    /** What follows a chunked body, which is read too. */
    static Map<String, String> trailers(InputStream in) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        new Wire(in).chunks(headers);
        headers.forEach((name, value) -> found.put(name.replace("trailer ", ""), value));
        return found;
    }

    /** RFC 6455, 4.2.2. */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the other side has closed, cleanly or not, now or soon. */
    boolean isCut() throws IOException {
        try {
            while (in.read() >= 0) {
                // What was under way.
            }
            return true;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return chunks(headers);
        }
        byte[] bytes = headers.containsKey("content-length")
                ? in.readNBytes(Integer.parseInt(headers.get("content-length")))
                : in.readAllBytes();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String chunks(Map<String, String> headers) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
            line();
        }
        headers().forEach((name, value) -> headers.put("trailer " + name, value));
        return body.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0], 16);
    }
}
