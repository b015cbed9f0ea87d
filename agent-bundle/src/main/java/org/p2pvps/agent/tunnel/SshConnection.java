package org.p2pvps.agent.tunnel;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.p2pvps.agent.connection.Connection;

/** An open tunnel. */
final class SshConnection implements Connection, SessionListener {
    /** On the session: the connection that it is. */
    static final AttributeKey<SshConnection> KEY = new AttributeKey<>();

    private final ClientSession session;
    private final Runnable lost;
    private final AtomicReference<String> reason = new AtomicReference<>("the server closed it");
    private volatile boolean draining;

    SshConnection(ClientSession session, Runnable lost) {
        this.session = session;
        this.lost = lost;
        session.setAttribute(KEY, this);
        session.addSessionListener(this);
        session.addCloseFutureListener(closed -> lost.run());
    }

    /** Not one to rely on any more. The server closes it when what runs through it has finished. */
    void drain() {
        reason.set("the server is being replaced");
        draining = true;
        lost.run();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen() && !draining;
    }

    @Override
    public String lossReason() {
        return reason.get();
    }

    @Override
    public void close() {
        if (!draining) {
            session.close(true);
        }
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
