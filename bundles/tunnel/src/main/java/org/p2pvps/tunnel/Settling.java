package org.p2pvps.tunnel;

import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.p2pvps.tunnel.io.IoLoops;

/** Moves a session that signed in to the threads that serve; those that greet go on with the next. */
record Settling(IoLoops loops) implements SessionListener {
    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            loops.settle(session.getIoSession());
        }
    }
}
