package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Stands for thousands of containers, each at a loopback address of its own: says the last three bytes of the address that was
 * called, and sends back what it gets.
 */
final class WhoServer implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer bytes = ByteBuffer.allocate(4096);

    WhoServer() throws IOException {
        server.bind(new InetSocketAddress("0.0.0.0", 0), 4096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "who");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    static InetAddress addressOf(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 9, (byte) (number / 200), (byte) (1 + number % 200)});
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
            // The test is over.
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                greet(server.accept());
            } else {
                echo((SocketChannel) key.channel());
            }
        } catch (IOException | java.nio.channels.CancelledKeyException cut) {
            close(key);
        }
    }

    private void greet(SocketChannel caller) throws IOException {
        caller.configureBlocking(false);
        caller.register(selector, SelectionKey.OP_READ);
        byte[] called =
                ((InetSocketAddress) caller.getLocalAddress()).getAddress().getAddress();
        caller.write(ByteBuffer.wrap(called, 1, 3));
    }

    /** What comes is small: it always fits. */
    private void echo(SocketChannel caller) throws IOException {
        if (caller.read(bytes.clear()) < 0) {
            caller.close();
        } else {
            caller.write(bytes.flip());
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException gone) {
            // So be it.
        }
    }
}
