package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** Bytes that wait to be written, in copies: nobody's array is held. Any thread adds, the loop's writes. */
final class SendQueue {
    /** What {@link #add} says once nobody writes any more. */
    static final int CLOSED = -1;

    /** What another thread than the loop's writes is small: a question, a farewell. */
    private static final int SMALL = 1024;
    /** Chunks in one call of the kernel. */
    private static final int AT_ONCE = 8;

    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(2);
    private int size;
    private boolean sendingPlanned;
    private boolean closed;
    /** How much of the first chunk is written. */
    private int firstWritten;

    synchronized int size() {
        return size;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Whether the socket itself has to call for more: nobody is about to send what waits. */
    synchronized boolean waitsForSocket() {
        return size > 0 && !sendingPlanned;
    }

    /** @return whether it is to be planned: nobody is about to send */
    synchronized boolean planSending() {
        boolean first = !sendingPlanned;
        sendingPlanned = true;
        return first;
    }

    /**
     * @param pool the loop's, or null on another thread
     * @return how many bytes wait now, or {@link #CLOSED}
     */
    synchronized int add(byte[] bytes, int offset, int length, Chunks pool) {
        if (closed) {
            return CLOSED;
        }
        int done = 0;
        while (done < length) {
            ByteBuffer last = roomy(length - done, pool);
            int part = Math.min(last.remaining(), length - done);
            last.put(bytes, offset + done, part);
            done += part;
        }
        size += length;
        return size;
    }

    /**
     * Writes until all is written or the socket takes no more.
     *
     * @return how many bytes were written
     */
    synchronized int writeTo(SocketChannel channel, Chunks pool) throws IOException {
        sendingPlanned = false;
        int written = 0;
        while (size > 0) {
            ByteBuffer[] views = views();
            int wanted = 0;
            for (ByteBuffer view : views) {
                wanted += view.remaining();
            }
            int part = (int) channel.write(views);
            forget(part, pool);
            written += part;
            if (part < wanted) {
                break;
            }
        }
        return written;
    }

    /** The first chunks, from what is not yet written on. */
    private ByteBuffer[] views() {
        ByteBuffer[] views = new ByteBuffer[Math.min(chunks.size(), AT_ONCE)];
        int number = 0;
        for (ByteBuffer chunk : chunks) {
            if (number == views.length) {
                break;
            }
            views[number++] = chunk.duplicate().flip();
        }
        views[0].position(firstWritten);
        return views;
    }

    private void forget(int written, Chunks pool) {
        size -= written;
        firstWritten += written;
        while (!chunks.isEmpty() && firstWritten >= chunks.peek().position()) {
            ByteBuffer done = chunks.poll();
            firstWritten -= done.position();
            pool.giveBack(done);
        }
    }

    /** What waits is dropped, and what comes. */
    synchronized void close() {
        closed = true;
        size = 0;
    }

    /** After it was closed, on the loop's thread: a loop makes so many chunks and no more, and what it does not get back is lost. */
    synchronized void clear(Chunks pool) {
        chunks.forEach(pool::giveBack);
        chunks.clear();
        firstWritten = 0;
    }

    /** Before another loop writes: what waits is kept in copies, since the chunks are this loop's. */
    synchronized void leave(Chunks pool) {
        for (int left = chunks.size(); left > 0; left--) {
            ByteBuffer chunk = chunks.poll();
            chunks.add(
                    ByteBuffer.allocate(chunk.position()).put(chunk.duplicate().flip()));
            pool.giveBack(chunk);
        }
    }

    private ByteBuffer roomy(int wanted, Chunks pool) {
        ByteBuffer last = chunks.peekLast();
        if (last == null || !last.hasRemaining()) {
            last = pool == null
                    ? ByteBuffer.allocate(Math.max(SMALL, wanted))
                    : pool.take(last == null ? wanted : Chunks.LARGE);
            chunks.add(last);
        }
        return last;
    }
}
