package org.p2pvps.tunnel;

import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;

/**
 * What a device may ask for once it has signed in (RFC 4254): to listen on its leased port. It may open no channel of any
 * type, so nothing of sshd's shell, forwarding and agent code is ever reached.
 */
final class DeviceConnectionService extends ServerConnectionService {
    private final ForwardRequests forwards;
    private final Refusals refusals;
    private final QuestionLimit questions = new QuestionLimit();

    DeviceConnectionService(AbstractServerSession session, ForwardRequests forwards, Refusals refusals)
            throws SshException {
        super(session);
        this.forwards = forwards;
        this.refusals = refusals;
    }

    /** Any message of this service. */
    @Override
    public void process(int message, Buffer buffer) throws Exception {
        questions.came(message, getSession());
        super.process(message, buffer);
    }

    /** RFC 4254, 5.1. */
    @Override
    protected void channelOpen(Buffer buffer) throws IOException {
        heard();
        String type = buffer.getString();
        long sender = buffer.getUInt();
        refusals.refused(Refusal.CHANNEL, getSession(), "channel " + type);
        sendChannelOpenFailure(
                buffer, sender, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "This server only forwards", "");
    }

    /** RFC 4254, 4 and 7.1. */
    @Override
    protected IoWriteFuture globalRequest(Buffer buffer) throws IOException {
        heard();
        String name = buffer.getString();
        boolean wantReply = buffer.getBoolean();
        return sendGlobalResponse(buffer, name, answer(name, buffer), wantReply);
    }

    /** Whoever asks is alive: a client with a heartbeat of its own, for one. */
    private void heard() {
        DeviceTunnel tunnel = getSession().getAttribute(DeviceTunnel.KEY);
        if (tunnel != null) {
            tunnel.heard();
        }
    }

    private Result answer(String name, Buffer buffer) {
        return switch (name) {
            case "tcpip-forward" -> result(forwards.listen(this, buffer.getString(), buffer.getUInt()));
            case "cancel-tcpip-forward" -> result(forwards.cancel(this, buffer.getString(), buffer.getUInt()));
            case "keepalive@openssh.com", "no-more-sessions@openssh.com" -> Result.ReplySuccess;
            default -> {
                refusals.refused(Refusal.REQUEST, getSession(), "request " + name);
                yield Result.ReplyFailure;
            }
        };
    }

    private static Result result(boolean success) {
        return success ? Result.ReplySuccess : Result.ReplyFailure;
    }
}
