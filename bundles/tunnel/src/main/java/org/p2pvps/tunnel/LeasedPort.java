package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.session.Session;
import org.p2pvps.tunnel.io.IoLoops;

/** The port at which renters reach a device, while it is open. */
final class LeasedPort implements AutoCloseable {
    private final IoAcceptor acceptor;

    private LeasedPort(IoAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /** Binds {@code address}, served by the thread that serves {@code session}. */
    static LeasedPort open(InetSocketAddress address, Session session, IoHandler renters) throws IOException {
        IoLoops loops = (IoLoops) session.getFactoryManager().getIoServiceFactory();
        IoAcceptor acceptor = loops.createAcceptorBeside(session.getIoSession(), renters);
        try {
            acceptor.bind(address);
            return new LeasedPort(acceptor);
        } catch (IOException e) {
            acceptor.close(true);
            throw e;
        }
    }

    /** The port is free when this returns; the connections that came through it stay. */
    @Override
    public void close() {
        acceptor.unbind();
    }
}
