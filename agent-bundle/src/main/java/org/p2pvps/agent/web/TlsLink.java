package org.p2pvps.agent.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** A socket with TLS. */
final class TlsLink implements Link {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    /** Came, and was not decrypted yet. */
    private ByteBuffer unread = NOTHING;

    /** Encrypted, and not taken by the socket yet. */
    private ByteBuffer unsent = NOTHING;

    private boolean ready;
    /** What is unread is no whole record. */
    private boolean starved = true;

    private boolean ended;
    private boolean endSent;

    TlsLink(SocketChannel socket, SSLEngine engine, TlsBuffers buffers) throws IOException {
        this.socket = socket;
        this.engine = engine;
        this.buffers = buffers;
        engine.beginHandshake();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void advance() throws IOException {
        flush();
        while (!ready && step()) {
            // One flight after the other.
        }
    }

    @Override
    public int operations() {
        int read = ready || unsent.hasRemaining() ? 0 : SelectionKey.OP_READ;
        return read | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    }

    @Override
    public boolean hasBuffered() {
        return ready && !starved;
    }

    /** @param into with room for a record */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!ready) {
            return 0;
        }
        int before = into.position();
        ByteBuffer received = receive();
        try {
            while (!starved && into.remaining() >= TlsBuffers.RECORD) {
                unwrap(received, into);
            }
        } finally {
            unread = rest(received);
        }
        int count = into.position() - before;
        return count == 0 && ended && starved ? -1 : count;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        flush();
        while (ready && from.hasRemaining() && !unsent.hasRemaining()) {
            ByteBuffer records = buffers.sent();
            while (from.hasRemaining() && records.remaining() >= TlsBuffers.RECORD) {
                check(engine.wrap(from, records));
            }
            send(records.flip());
        }
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        wrapNothing();
        endSent = true;
        flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @return whether there may be more to do at once */
    private boolean step() throws IOException {
        if (unsent.hasRemaining()) {
            return false;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> check(wrapNothing());
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                return hearHandshake();
            }
            case FINISHED, NOT_HANDSHAKING -> ready = true;
        }
        return true;
    }

    /** @return whether something came */
    private boolean hearHandshake() throws IOException {
        ByteBuffer received = receive();
        try {
            if (starved && ended) {
                throw new IOException("the gateway closed during the handshake");
            }
            if (starved) {
                return false;
            }
            unwrap(received, buffers.plain());
            return true;
        } finally {
            unread = rest(received);
        }
    }

    /** What is unread, and if that is no whole record, what came since. */
    private ByteBuffer receive() throws IOException {
        ByteBuffer received = buffers.received(unread);
        if (starved) {
            int count = socket.read(received);
            ended |= count < 0;
            starved = count <= 0;
        }
        return received.flip();
    }

    private void unwrap(ByteBuffer received, ByteBuffer into) throws IOException {
        SSLEngineResult result = engine.unwrap(received, into);
        ended |= result.getStatus() == Status.CLOSED;
        starved = ended || result.getStatus() == Status.BUFFER_UNDERFLOW || !received.hasRemaining();
        if (ready && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !unsent.hasRemaining()) {
            // The answer to a new key.
            wrapNothing();
        }
    }

    private SSLEngineResult wrapNothing() throws IOException {
        ByteBuffer record = buffers.sent();
        SSLEngineResult result = engine.wrap(NOTHING, record);
        send(record.flip());
        return result;
    }

    private void send(ByteBuffer records) throws IOException {
        if (unsent.hasRemaining()) {
            unsent = ByteBuffer.allocate(unsent.remaining() + records.remaining())
                    .put(unsent)
                    .put(records)
                    .flip();
        } else if (records.hasRemaining()) {
            socket.write(records);
            unsent = rest(records);
        }
    }

    private void flush() throws IOException {
        if (unsent.hasRemaining()) {
            socket.write(unsent);
        }
        if (endSent && !unsent.hasRemaining()) {
            endSent = false;
            socket.shutdownOutput();
        }
    }

    private static ByteBuffer rest(ByteBuffer shared) {
        return shared.hasRemaining()
                ? ByteBuffer.allocate(shared.remaining()).put(shared).flip()
                : NOTHING;
    }

    private static void check(SSLEngineResult result) throws IOException {
        if (result.getStatus() != Status.OK) {
            throw new IOException("TLS failed: " + result.getStatus());
        }
    }
}
