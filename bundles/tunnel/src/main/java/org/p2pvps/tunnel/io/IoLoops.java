package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * The threads of the data path: one that accepts, some for those who have not signed in yet, some for those who have. So key
 * exchanges, however many are wanted at once, never stand between a renter and a device.
 */
public final class IoLoops extends AbstractCloseable implements IoServiceFactory {
    private final IoLoop accepting;
    private final List<IoLoop> greeting;
    private final List<IoLoop> serving;
    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final IoLimits limits;
    private volatile IoListener door;
    private IoServiceEventListener eventListener;

    public IoLoops(IoLimits limits) throws IOException {
        this.limits = limits;
        int processors = Runtime.getRuntime().availableProcessors();
        accepting = new IoLoop("tunnel-accept");
        greeting = loops("tunnel-greet", Math.max(1, processors / 2));
        serving = loops("tunnel-serve", processors);
        all().forEach(IoLoop::start);
    }

    /** The server's own port. */
    @Override
    public IoAcceptor createAcceptor(IoHandler handler) {
        door = new IoListener(accepting, next(greeting, greeted), handler, limits, limits.strangers());
        return door;
    }

    /** A port whose connections are served by the thread that serves {@code device}. */
    public IoAcceptor createAcceptorBeside(IoSession device, IoHandler handler) {
        IoSocket socket = (IoSocket) device;
        return new IoListener(accepting, socket::loop, handler, limits, Integer.MAX_VALUE);
    }

    /** The server waits for devices and renters; it calls nobody. */
    @Override
    public IoConnector createConnector(IoHandler handler) {
        throw new UnsupportedOperationException("The tunnel server opens no connections.");
    }

    /** {@code session} has signed in: from now on it is served where the others are. On its own thread. */
    public void settle(IoSession session) {
        IoSocket socket = (IoSocket) session;
        socket.settled();
        socket.moveTo(next(serving, served).get());
    }

    /** The server's own port is free when this returns; connections that came through it stay. */
    public void closeDoor() {
        IoListener listener = door;
        if (listener != null) {
            listener.unbind();
        }
    }

    /** Whether connections to the server's own port have to wait for strangers to sign in or to go. */
    public boolean isFull() {
        IoListener listener = door;
        return listener != null && listener.isFull();
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
    protected void doCloseImmediately() {
        all().forEach(IoLoop::close);
        super.doCloseImmediately();
    }

    private List<IoLoop> all() {
        List<IoLoop> all = new ArrayList<>(greeting);
        all.addAll(serving);
        all.add(accepting);
        return all;
    }

    private static List<IoLoop> loops(String name, int count) throws IOException {
        List<IoLoop> loops = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            loops.add(new IoLoop(name + "-" + number));
        }
        return loops;
    }

    private static Supplier<IoLoop> next(List<IoLoop> loops, AtomicInteger turn) {
        return () -> loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }
}
