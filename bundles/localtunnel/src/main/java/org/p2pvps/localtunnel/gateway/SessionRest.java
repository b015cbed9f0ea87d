package org.p2pvps.localtunnel.gateway;

import java.time.Duration;
import java.util.concurrent.Future;
import org.p2pvps.protocol.ErrorCode;

/** What still comes of a TLS session whose visitor is gone: dropped, until the device has ended it too. */
final class SessionRest implements Carried {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SessionReader reader;
    private DataSocket socket;
    private Future<?> timeout;

    SessionRest(SessionReader reader) {
        this.reader = reader;
    }

    @Override
    public void assign(DataSocket assigned) {
        socket = assigned;
        timeout = assigned.later(() -> over(false), PATIENCE);
    }

    @Override
    public void takeFromDevice(Inbox inbox) {
        while (reader.advance(inbox)) {
            reader.take(inbox).release();
        }
        if (reader.hasEnded() || reader.isBroken()) {
            over(reader.hasEnded());
        }
    }

    @Override
    public void flushToVisitor() {
        // There is none any more.
    }

    @Override
    public void deviceWritable() {
        // All has been said.
    }

    @Override
    public void socketClosed() {
        timeout.cancel(false);
    }

    @Override
    public void fail(ErrorCode code) {
        timeout.cancel(false);
    }

    @Override
    public boolean isSession() {
        return true;
    }

    private void over(boolean reusable) {
        timeout.cancel(false);
        socket.release(reusable);
    }
}
