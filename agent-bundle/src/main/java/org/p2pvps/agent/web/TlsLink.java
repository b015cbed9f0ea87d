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
    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ByteBuffer received;
    private final ByteBuffer plain;
    private final ByteBuffer unsent;
    private boolean ready;
    private boolean starved = true;
    /** The socket had no more than was read last; if there is more by now, it will announce that. */
    private boolean drained;

    private boolean ended;
    private boolean endSent;

    TlsLink(SocketChannel socket, SSLEngine engine) throws IOException {
        this.socket = socket;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(packet);
        unsent = ByteBuffer.allocate(packet);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
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
        int read = ready || unsent.position() > 0 ? 0 : SelectionKey.OP_READ;
        return read | (unsent.position() > 0 ? SelectionKey.OP_WRITE : 0);
    }

    @Override
    public boolean hasBuffered() {
        return ready && (plain.hasRemaining() || !starved);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!ready) {
            return 0;
        }
        int before = into.position();
        int end = 0;
        while (into.hasRemaining() && end == 0) {
            if (plain.hasRemaining()) {
                hand(into);
            } else if (starved && (drained && into.position() > before || receive() <= 0)) {
                end = ended ? -1 : 0;
                break;
            } else {
                end = unwrap();
            }
        }
        int count = into.position() - before;
        return count > 0 ? count : end;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        flush();
        while (ready && from.hasRemaining() && unsent.position() == 0) {
            check(engine.wrap(from, unsent));
            flush();
        }
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        engine.wrap(ByteBuffer.allocate(0), unsent);
        endSent = true;
        flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @return whether there may be more to do at once */
    private boolean step() throws IOException {
        if (unsent.position() > 0) {
            return false;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> {
                check(engine.wrap(ByteBuffer.allocate(0), unsent));
                flush();
                return unsent.position() == 0;
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                if (starved && receive() <= 0) {
                    if (ended) {
                        throw new IOException("the gateway closed during the handshake");
                    }
                    return false;
                }
                if (unwrap() < 0) {
                    throw new IOException("the gateway ended the handshake");
                }
            }
            case FINISHED, NOT_HANDSHAKING -> ready = true;
        }
        return true;
    }

    /** @return -1 if the other side said that nothing more will come */
    private int unwrap() throws IOException {
        received.flip();
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, plain);
        } finally {
            received.compact();
            plain.flip();
        }
        starved = result.getStatus() == Status.BUFFER_UNDERFLOW || received.position() == 0;
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && ready && unsent.position() == 0) {
            // The answer to a new key.
            engine.wrap(ByteBuffer.allocate(0), unsent);
            flush();
        }
        return result.getStatus() == Status.CLOSED ? -1 : 0;
    }

    private void hand(ByteBuffer into) {
        int length = Math.min(into.remaining(), plain.remaining());
        into.put(plain.slice(plain.position(), length));
        plain.position(plain.position() + length);
    }

    private int receive() throws IOException {
        int count = socket.read(received);
        if (count < 0) {
            ended = true;
        } else if (count > 0) {
            starved = false;
        }
        drained = received.hasRemaining();
        return count;
    }

    private void flush() throws IOException {
        if (unsent.position() > 0) {
            unsent.flip();
            try {
                socket.write(unsent);
            } finally {
                unsent.compact();
            }
        }
        if (endSent && unsent.position() == 0) {
            endSent = false;
            socket.shutdownOutput();
        }
    }

    private static void check(SSLEngineResult result) throws IOException {
        if (result.getStatus() != Status.OK) {
            throw new IOException("TLS failed: " + result.getStatus());
        }
    }
}
