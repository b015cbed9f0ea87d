package org.p2pvps.agent.tunnel;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.p2pvps.agent.connection.Connection;

/** An open tunnel. */
final class SshConnection implements Connection, SessionListener {
    private final ClientSession session;
    private final AtomicReference<String> reason = new AtomicReference<>("the server closed it");

    SshConnection(ClientSession session, Runnable lost) {
        this.session = session;
        session.addSessionListener(this);
        session.addCloseFutureListener(closed -> lost.run());
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public String lossReason() {
        return reason.get();
    }

    @Override
    public void close() {
        session.close(true);
    }

    @Override
    public void sessionException(Session closed, Throwable e) {
        reason.set(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    @Override
    public void sessionDisconnect(Session closed, int code, String message, String language, boolean byUs) {
        if (message != null && !message.isEmpty()) {
            reason.set(message);
        }
    }
}
