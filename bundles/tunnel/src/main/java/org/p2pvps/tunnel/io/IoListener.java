package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/** Listens on one address, and hands what comes in to the loops. */
final class IoListener extends AbstractCloseable implements IoAcceptor, IoLoop.Selectable {
    private static final int AT_ONCE = 16;
    private static final long PAUSE_WITHOUT_FILES_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final AtomicLong IDS = new AtomicLong();

    private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>(2);
    private final IoLoop accepting;
    private final Supplier<IoLoop> serving;
    private final SocketHandler handler;
    private final IoLimits limits;
    private volatile ServerSocketChannel listening;
    private volatile SocketAddress address;
    private final int mostStrangers;
    private final AtomicInteger strangers = new AtomicInteger();
    private IoServiceEventListener eventListener;

    /**
     * @param accepting the loop that accepts
     * @param serving the loops that serve what was accepted, one a connection
     * @param mostStrangers how many may be let in that have not settled yet; the others wait in the kernel's queue
     */
    IoListener(IoLoop accepting, Supplier<IoLoop> serving, IoHandler handler, IoLimits limits, int mostStrangers) {
        this.accepting = accepting;
        this.serving = serving;
        this.handler = Unpaced.unlessPaced(handler);
        this.limits = limits;
        this.mostStrangers = mostStrangers;
    }

    @Override
    public void bind(SocketAddress wanted) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(wanted, limits.backlog());
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        listening = channel;
        address = channel.getLocalAddress();
        accepting.execute(() -> register(channel));
    }

    @Override
    public void bind(Collection<? extends SocketAddress> addresses) throws IOException {
        for (SocketAddress each : addresses) {
            bind(each);
        }
    }

    /** The port is free when this returns. The accepting loop never waits for anybody, so it can be waited for. */
    @Override
    public void unbind() {
        ServerSocketChannel channel = listening;
        if (channel == null) {
            return;
        }
        listening = null;
        CountDownLatch free = new CountDownLatch(1);
        accepting.execute(() -> {
            closeQuietly(channel);
            accepting.forgetClosed();
            free.countDown();
        });
        try {
            if (!accepting.inLoop() && !free.await(2, TimeUnit.SECONDS)) {
                log.warn("{} takes long to be free", address);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void unbind(SocketAddress bound) {
        if (bound.equals(address)) {
            unbind();
        }
    }

    @Override
    public void unbind(Collection<? extends SocketAddress> addresses) {
        addresses.forEach(this::unbind);
    }

    @Override
    public Set<SocketAddress> getBoundAddresses() {
        return listening == null ? Set.of() : Set.of(address);
    }

    @Override
    public Map<Long, IoSession> getManagedSessions() {
        return Map.copyOf(sessions);
    }

    @Override
    public IoServiceEventListener getIoServiceEventListener() {
        return eventListener;
    }

    @Override
    public void setIoServiceEventListener(IoServiceEventListener listener) {
        eventListener = listener;
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        ServerSocketChannel channel = (ServerSocketChannel) key.channel();
        for (int accepted = 0; accepted < AT_ONCE && !isFull(); accepted++) {
            SocketChannel socket = acceptFrom(channel);
            if (socket == null) {
                break;
            }
            serve(socket);
        }
        if (key.isValid()) {
            key.interestOps(isFull() ? 0 : SelectionKey.OP_ACCEPT);
        }
    }

    /** One of those let in has settled, or is gone. */
    void strangerLess() {
        ServerSocketChannel channel = listening;
        if (strangers.decrementAndGet() == mostStrangers - 1 && channel != null) {
            accepting.execute(() -> register(channel));
        }
    }

    /** Whether connections have to wait. */
    boolean isFull() {
        return strangers.get() >= mostStrangers;
    }

    /** What may wait to be written to one connection, in bytes. */
    int mostQueued() {
        return limits.queued();
    }

    SocketAddress address() {
        return address;
    }

    void forget(IoSocket socket) {
        sessions.remove(socket.getId());
        socket.settled();
    }

    @Override
    protected void doCloseImmediately() {
        unbind();
        List.copyOf(sessions.values()).forEach(session -> session.close(true));
        super.doCloseImmediately();
    }

    private void register(ServerSocketChannel channel) {
        try {
            if (channel.isOpen()) {
                accepting.register(channel, SelectionKey.OP_ACCEPT, this);
            }
        } catch (IOException e) {
            log.error("Nobody can be let in at {}", address, e);
        }
    }

    /** Without file handles the kernel would call again at once, and for nothing. */
    private SocketChannel acceptFrom(ServerSocketChannel channel) {
        try {
            return channel.accept();
        } catch (IOException e) {
            log.debug("A connection to {} could not be accepted", address, e);
            LockSupport.parkNanos(PAUSE_WITHOUT_FILES_NANOS);
            return null;
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        InetSocketAddress remote;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            remote = (InetSocketAddress) channel.getRemoteAddress();
        } catch (IOException e) {
            log.debug("A connection to {} was gone at once", address, e);
            remote = null;
        }
        if (remote == null) {
            channel.close();
            return;
        }
        strangers.incrementAndGet();
        IoLoop loop = serving.get();
        if (limits.isProxy(remote.getAddress())) {
            Introduction introduction = new Introduction(channel, loop, new Introduced(channel, loop));
            loop.execute(introduction::begin);
        } else {
            IoSocket socket = add(channel, loop, remote);
            loop.execute(socket::open);
        }
    }

    /** @param remote whom the connection is from */
    private IoSocket add(SocketChannel channel, IoLoop loop, SocketAddress remote) throws IOException {
        IoSocket socket = new IoSocket(IDS.incrementAndGet(), this, handler, channel, loop, remote);
        sessions.put(socket.getId(), socket);
        if (isClosing()) {
            socket.close(true);
        }
        return socket;
    }

    /** What becomes of a load balancer's connection. */
    private final class Introduced implements Introduction.Outcome {
        private final SocketChannel channel;
        private final IoLoop loop;

        private Introduced(SocketChannel channel, IoLoop loop) {
            this.channel = channel;
            this.loop = loop;
        }

        @Override
        public void known(SocketAddress source) throws IOException {
            add(channel, loop, source).open();
        }

        @Override
        public void failed() {
            strangerLess();
        }
    }

    private void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("{} could not be closed", address, e);
        }
    }
}
