package org.p2pvps.localtunnel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the web server in a container: each connection is handled as the test says. */
final class Origin implements AutoCloseable {
    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** The heads of the requests that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    /** Handles one request, whose head has been read. */
    interface Handler {
        /** @return whether another request may follow */
        boolean handle(String head, InputStream in, OutputStream out) throws IOException;
    }

    Origin(Handler handler) throws IOException {
        this.handler = handler;
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Answers every request with {@code response}, as it stands. */
    static Origin saying(String response) throws IOException {
        return new Origin((head, in, out) -> {
            out.write(response.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    /** Answers with the request's head. */
    static Origin mirror() throws IOException {
        return new Origin((head, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + head.length() + "\r\n\r\n" + head)
                    .getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            while (head != null) {
                heads.add(head);
                boolean more = handler.handle(head, in, socket.getOutputStream());
                head = more ? head(in) : null;
            }
        } catch (IOException cut) {
            // As it may.
        } finally {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
