package org.p2pvps.tunnel.io;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/** What sshd asks of a connection, and keeps with it, beside its bytes. */
public abstract class DescribedSession extends AbstractCloseable implements PacedSession {
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>(2);
    private final SocketAddress remote;
    private final SocketAddress local;

    /** @param remote whom the connection is from, whoever passed it on */
    protected DescribedSession(SocketAddress remote, SocketAddress local) {
        this.remote = remote;
        this.local = local;
    }

    @Override
    public final SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public final SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public final Object getAttribute(Object name) {
        return attributes.get(name);
    }

    @Override
    public final Object setAttribute(Object name, Object value) {
        return attributes.put(name, value);
    }

    @Override
    public final Object setAttributeIfAbsent(Object name, Object value) {
        return attributes.putIfAbsent(name, value);
    }

    @Override
    public final Object removeAttribute(Object name) {
        return attributes.remove(name);
    }

    @Override
    public final IoWriteFuture writeBuffer(Buffer buffer) {
        return write(buffer.array(), buffer.rpos(), buffer.available());
    }
}
