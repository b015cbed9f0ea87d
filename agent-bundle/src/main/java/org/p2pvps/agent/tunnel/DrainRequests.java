package org.p2pvps.agent.tunnel;

import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;

/** Hears that the server is being replaced: what runs through the tunnel may finish, and a new one is to be opened beside it. */
final class DrainRequests implements RequestHandler<ConnectionService> {
    private static final String DRAIN = "drain@p2pvps";

    @Override
    public Result process(ConnectionService service, String request, boolean wantReply, Buffer buffer) {
        if (!DRAIN.equals(request)) {
            return Result.Unsupported;
        }
        SshConnection connection = service.getSession().getAttribute(SshConnection.KEY);
        if (connection != null) {
            connection.drain();
        }
        return Result.ReplySuccess;
    }
}
