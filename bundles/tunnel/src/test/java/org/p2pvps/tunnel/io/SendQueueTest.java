package org.p2pvps.tunnel.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.junit.jupiter.api.Test;

/** A loop makes so many chunks and no more: whatever becomes of a socket, it has them back. */
class SendQueueTest {
    private static final int MIB = 1024 * 1024;

    private final SendQueue queue = new SendQueue();
    private final Chunks pool = new Chunks();

    @Test
    void givesBackWhatWaitedWhenItIsClosed() {
        write(new byte[100]);
        write(new byte[100_000]);

        queue.close();
        queue.clear(pool);

        assertThat(write(new byte[1])).isEqualTo(SendQueue.CLOSED);
        assertHasAllChunks(pool);
    }

    @Test
    void leavesTheChunksOfALoopThere() throws IOException {
        Chunks other = new Chunks();
        byte[] bytes = new byte[Chunks.LARGE_KEPT * Chunks.LARGE];
        new Random(1).nextBytes(bytes);
        try (Sockets sockets = new Sockets()) {
            int before = sockets.fill();
            write(bytes);
            before -= sockets.read(before / 2).length;
            queue.writeTo(sockets.near, pool);
            assertThat(queue.size()).isPositive();

            queue.leave(pool);

            assertHasAllChunks(pool);
            queue.add(bytes, 0, 1, other);
            byte[] read = sockets.pass(queue, other, before + bytes.length + 1);
            assertThat(Arrays.copyOfRange(read, before, before + bytes.length)).isEqualTo(bytes);
            assertThat(read).endsWith(bytes[0]);
            assertHasAllChunks(other);
        }
    }

    @Test
    void loopHasItsChunksBackFromASocketThatAnotherThreadCloses() throws Exception {
        CompletableFuture<IoSocket> heard = new CompletableFuture<>();
        IoLoops loops = new IoLoops(new IoLimits(10, 10, 8 * MIB, List.of()));
        IoAcceptor acceptor = loops.createAcceptor(new Greeter(heard));
        try {
            acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel peer = SocketChannel.open()) {
                peer.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
                peer.connect(acceptor.getBoundAddresses().iterator().next());
                peer.write(ByteBuffer.wrap(new byte[1]));
                IoSocket socket = heard.get(10, TimeUnit.SECONDS);
                IoLoop loop = socket.loop();
                // What the kernel does not take any more waits in the loop's chunks.
                for (int waiting = 0; waiting < 3 * MIB; waiting = socket.queued()) {
                    CompletableFuture.runAsync(() -> socket.write(new byte[MIB], 0, MIB), loop)
                            .get(10, TimeUnit.SECONDS);
                }

                socket.close(true).await(Duration.ofSeconds(10));

                CompletableFuture<Void> checked =
                        CompletableFuture.runAsync(() -> assertHasAllChunks(loop.chunks()), loop);
                checked.get(10, TimeUnit.SECONDS);
            }
        } finally {
            acceptor.close(true);
            loops.close(true);
        }
    }

    private int write(byte[] bytes) {
        return queue.add(bytes, 0, bytes.length, pool);
    }

    /** No fewer than it makes, and no more: those of others are not among them. */
    private static void assertHasAllChunks(Chunks chunks) {
        assertThat(direct(chunks, Chunks.LARGE, Chunks.LARGE_KEPT + 1)).isEqualTo(Chunks.LARGE_KEPT);
        assertThat(direct(chunks, Chunks.SMALL, Chunks.SMALL_KEPT + 1)).isEqualTo(Chunks.SMALL_KEPT);
    }

    private static long direct(Chunks chunks, int size, int count) {
        List<ByteBuffer> taken =
                Stream.generate(() -> chunks.take(size)).limit(count).toList();
        assertThat(taken).allSatisfy(chunk -> assertThat(chunk.remaining()).isEqualTo(size));
        taken.forEach(chunks::giveBack);
        return taken.stream().filter(ByteBuffer::isDirect).count();
    }

    /** Tells of whoever says something. */
    private record Greeter(CompletableFuture<IoSocket> heard) implements IoHandler {
        @Override
        public void messageReceived(IoSession session, Readable bytes) {
            int count = bytes.available();
            bytes.getRawBytes(new byte[count], 0, count);
            heard.complete((IoSocket) session);
        }

        @Override
        public void sessionCreated(IoSession session) {
            // It waits to hear something.
        }

        @Override
        public void sessionClosed(IoSession session) {
            // That is what the test does.
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            heard.completeExceptionally(cause);
        }
    }

    /** Two ends of a connection; the near one never waits. */
    private static final class Sockets implements AutoCloseable {
        final SocketChannel near;
        private final SocketChannel far;

        Sockets() throws IOException {
            try (ServerSocketChannel door = ServerSocketChannel.open()) {
                door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                near = SocketChannel.open(door.getLocalAddress());
                far = door.accept();
            }
            near.configureBlocking(false);
            far.configureBlocking(false);
        }

        /** @return how many bytes the kernel takes until it takes no more */
        int fill() throws IOException {
            int filled = 0;
            int part = 1;
            while (part > 0) {
                part = near.write(ByteBuffer.allocate(MIB));
                filled += part;
            }
            return filled;
        }

        byte[] read(int most) throws IOException {
            ByteBuffer read = ByteBuffer.allocate(most);
            far.read(read);
            return Arrays.copyOf(read.array(), read.position());
        }

        byte[] pass(SendQueue queue, Chunks pool, int length) throws IOException {
            ByteBuffer read = ByteBuffer.allocate(length);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read.hasRemaining() && System.nanoTime() < deadline) {
                queue.writeTo(near, pool);
                far.read(read);
            }
            return read.array();
        }

        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }
}
