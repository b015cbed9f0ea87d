package org.p2pvps.tunnel.io;

import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;

/** sshd's own handler among those that pace: it takes all there is, and has no use for half a connection. */
record Unpaced(IoHandler handler) implements SocketHandler {
    /**
     * sshd moves what is left in its buffer to the front after every packet: in small portions that is cheap, and the buffer
     * stays as small as a packet.
     */
    private static final int PORTION = 8 * 1024;

    /** {@code handler} as one that paces, unless it does. */
    static SocketHandler unlessPaced(IoHandler handler) {
        return handler instanceof SocketHandler paced ? paced : new Unpaced(handler);
    }

    @Override
    public int allowance(PacedSession socket) {
        return Integer.MAX_VALUE;
    }

    @Override
    public int portion() {
        return PORTION;
    }

    @Override
    public void inputEnded(PacedSession socket) {
        socket.close(true);
    }

    @Override
    public void sent(PacedSession socket, int bytes) {
        // sshd counts for itself.
    }

    @Override
    public void sessionCreated(IoSession socket) throws Exception {
        handler.sessionCreated(socket);
    }

    @Override
    public void sessionClosed(IoSession socket) throws Exception {
        handler.sessionClosed(socket);
    }

    @Override
    public void messageReceived(IoSession socket, Readable bytes) throws Exception {
        handler.messageReceived(socket, bytes);
    }

    @Override
    public void exceptionCaught(IoSession socket, Throwable cause) throws Exception {
        handler.exceptionCaught(socket, cause);
    }
}
