package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.p2pvps.api.proxy.ProxyHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A load balancer's connection until it has said for whom it stands. All on one loop. */
final class Introduction implements IoLoop.Selectable {
    private static final Logger LOG = LoggerFactory.getLogger(Introduction.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What becomes of it. */
    interface Outcome {
        /** The connection stands for {@code source}. */
        void known(SocketAddress source) throws IOException;

        /** The connection is closed. */
        void failed();
    }

    private final ProxyHeader header = new ProxyHeader();
    private final SocketChannel channel;
    private final IoLoop loop;
    private final Outcome outcome;
    private boolean over;

    Introduction(SocketChannel channel, IoLoop loop, Outcome outcome) {
        this.channel = channel;
        this.loop = loop;
        this.outcome = outcome;
    }

    void begin() {
        try {
            loop.register(channel, SelectionKey.OP_READ, this);
            loop.executeLater(PATIENCE_NANOS, () -> fail("it said nothing in time"));
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            while (!over && fill()) {
                if (header.filled()) {
                    over = true;
                    outcome.known(
                            header.source().<SocketAddress>map(source -> source).orElse(channel.getRemoteAddress()));
                }
            }
        } catch (IOException e) {
            over = false;
            fail(e.getMessage());
        }
    }

    /** @return whether the header's room is full */
    private boolean fill() throws IOException {
        ByteBuffer room = header.room();
        if (channel.read(room) < 0) {
            throw new IOException("it ended");
        }
        return !room.hasRemaining();
    }

    private void fail(String why) {
        if (over) {
            return;
        }
        over = true;
        LOG.debug("A load balancer's connection is closed: {}", why);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.trace("It could not be closed", e);
        }
        outcome.failed();
    }
}
