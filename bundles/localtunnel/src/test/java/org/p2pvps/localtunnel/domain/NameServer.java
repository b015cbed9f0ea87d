package org.p2pvps.localtunnel.domain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server that knows TXT records only (RFC 1035, 4.1). */
final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;

    final Map<String, List<String>> texts = new ConcurrentHashMap<>();
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    volatile boolean silent;

    NameServer() throws IOException {
        Thread thread = new Thread(this::serve, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket query = new DatagramPacket(new byte[1500], 1500);
                socket.receive(query);
                if (!silent) {
                    byte[] answer = answer(Arrays.copyOf(query.getData(), query.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] answer(byte[] query) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (; query[at] != 0; at += query[at] + 1) {
            name.append(name.length() == 0 ? "" : ".")
                    .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
        }
        byte[] question = Arrays.copyOfRange(query, HEADER, at + 5);
        List<String> found = texts.get(name.toString());
        int count = found == null ? 0 : found.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.writeBytes(
                new byte[] {(byte) 0x81, (byte) (found == null ? 0x83 : 0x80), 0, 1, 0, (byte) count, 0, 0, 0, 0});
        out.writeBytes(question);
        for (int index = 0; index < count; index++) {
            byte[] data = data(found.get(index));
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, 16, 0, 1, 0, 0, 0, 0});
            out.writeBytes(new byte[] {(byte) (data.length >> 8), (byte) data.length});
            out.writeBytes(data);
        }
        return out.toByteArray();
    }

    /** In pieces of 20 octets, so that they have to be put together. */
    private static byte[] data(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < text.length(); from += 20) {
            String piece = text.substring(from, Math.min(text.length(), from + 20));
            out.write(piece.length());
            out.writeBytes(piece.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }
}
