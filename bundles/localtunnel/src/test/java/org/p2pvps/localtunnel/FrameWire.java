package org.p2pvps.localtunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that speaks HTTP/2 frame by frame, well or badly, as it is told. */
final class FrameWire implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int ACK = 1;
    static final int PROTOCOL_ERROR = 1;
    static final int STREAM_CLOSED = 5;
    static final int ENHANCE_YOUR_CALM = 11;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true);
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private int lastStream = -1;

    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean ends() {
            return (flags & END_STREAM) != 0 && (type == DATA || type == HEADERS);
        }

        /** Of RST_STREAM and GOAWAY. */
        int error() {
            return Unpooled.wrappedBuffer(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** @param headers of the final response; interim ones stand before it in {@code interim} */
    record Reply(
            Map<String, String> headers, List<Map<String, String>> interim, byte[] body, Map<String, String> trailers) {
        int status() {
            return Integer.parseInt(headers.get(":status"));
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** Over TLS, to a site of that name. */
    static FrameWire connect(TestGateway gateway, TestAuthority authority, String serverName, int window)
            throws IOException {
        try {
            SSLSocket socket = (SSLSocket) authority
                    .context(null)
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), gateway.tlsPort());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (!socket.getApplicationProtocol().equals("h2")) {
                throw new IOException("HTTP/2 was not agreed upon.");
            }
            return new FrameWire(socket, window);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** @param window what a stream may send us unasked */
    FrameWire(Socket socket, int window) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(first.toByteArray());
        send(SETTINGS, 0, 0, setting(4, window));
    }

    static byte[] setting(int id, int value) {
        return new byte[] {0, (byte) id, (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags
        });
        frame.writeBytes(number(stream));
        frame.writeBytes(payload);
        OutputStream out = socket.getOutputStream();
        out.write(frame.toByteArray());
    }

    int nextStream() {
        lastStream += 2;
        return lastStream;
    }

    /** Begins a stream with exactly these fields, name after value. @return its number */
    int begin(boolean complete, String... fields) throws IOException {
        int stream = nextStream();
        send(HEADERS, END_HEADERS | (complete ? END_STREAM : 0), stream, block(fields));
        return stream;
    }

    int get(String path) throws IOException {
        return begin(true, ":method", "GET", ":scheme", "https", ":authority", "mysite.localhost", ":path", path);
    }

    int post(String... more) throws IOException {
        List<String> fields = new ArrayList<>(
                List.of(":method", "POST", ":scheme", "https", ":authority", "mysite.localhost", ":path", "/"));
        fields.addAll(List.of(more));
        return begin(false, fields.toArray(String[]::new));
    }

    void data(int stream, String text, boolean last) throws IOException {
        send(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] block(String... fields) throws IOException {
        ByteBuf out = Unpooled.buffer();
        // One by one: all at once they would be sorted.
        for (int at = 0; at < fields.length; at += 2) {
            Http2Headers field = new DefaultHttp2Headers(false, false, 1).add(fields[at], fields[at + 1]);
            try {
                encoder.encodeHeaders(3, field, out);
            } catch (Http2Exception e) {
                throw new IOException(e);
            }
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    /** The next frame, whatever it is; settings are acknowledged. */
    Frame readAny() throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
        if (type == SETTINGS && (flags & ACK) == 0) {
            send(SETTINGS, ACK, 0, new byte[0]);
        }
        return frame;
    }

    /** What SETTINGS say a stream may be sent unasked. */
    static int initialWindow(Frame settings) {
        ByteBuf payload = Unpooled.wrappedBuffer(settings.payload());
        while (payload.isReadable()) {
            int id = payload.readUnsignedShort();
            int value = payload.readInt();
            if (id == 4) {
                return value;
            }
        }
        return 65_535;
    }

    /** The next frame but those that keep the connection going, which are answered. */
    Frame read() throws IOException {
        Frame frame = readAny();
        while (frame.type() == SETTINGS || frame.type() == WINDOW_UPDATE || frame.type() == PING) {
            frame = readAny();
        }
        return frame;
    }

    /** The next frame of a stream, or GOAWAY; frames of other streams are lost. */
    Frame read(int stream) throws IOException {
        Frame frame = read();
        while (frame.stream() != stream && frame.type() != GOAWAY) {
            frame = read();
        }
        return frame;
    }

    Map<String, String> decode(Frame frame) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()))
                    .forEach(entry -> fields.merge(
                            entry.getKey().toString(),
                            entry.getValue().toString(),
                            (one, other) -> one + ", " + other));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        return fields;
    }

    /** The response to a stream, while nothing else goes on. */
    Reply reply(int stream) throws IOException {
        List<Map<String, String>> interim = new ArrayList<>();
        Map<String, String> headers = null;
        Map<String, String> trailers = Map.of();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Frame frame;
        do {
            frame = read(stream);
            if (frame.type() == HEADERS && headers == null) {
                Map<String, String> fields = decode(frame);
                if (fields.get(":status").startsWith("1")) {
                    interim.add(fields);
                } else {
                    headers = fields;
                }
            } else if (frame.type() == HEADERS) {
                trailers = decode(frame);
            } else if (frame.type() == DATA) {
                body.writeBytes(frame.payload());
                grant(stream, frame.payload().length);
            } else {
                throw new IOException("Not a response: frame " + frame.type() + ", error " + frame.error());
            }
        } while (!frame.ends());
        return new Reply(headers, interim, body.toByteArray(), trailers);
    }

    void grant(int stream, int bytes) throws IOException {
        if (bytes > 0) {
            send(WINDOW_UPDATE, 0, 0, number(bytes));
            send(WINDOW_UPDATE, 0, stream, number(bytes));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
