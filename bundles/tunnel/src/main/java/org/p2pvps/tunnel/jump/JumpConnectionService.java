package org.p2pvps.tunnel.jump;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;
import org.p2pvps.tunnel.QuestionLimit;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.Refusals;
import org.p2pvps.tunnel.meter.Meter;
import org.p2pvps.tunnel.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person may ask of the jump host (RFC 4254): {@code direct-tcpip} to devices of theirs. Nothing of sshd's shell,
 * forwarding and agent code is ever reached.
 */
final class JumpConnectionService extends ServerConnectionService {
    private static final Logger LOG = LoggerFactory.getLogger(JumpConnectionService.class);
    private static final int MOST_CHANNELS = 64;

    private final JumpTargets targets;
    private final Meters meters;
    private final Refusals refusals;
    private final QuestionLimit questions = new QuestionLimit();
    private final Executor executor;

    JumpConnectionService(
            AbstractServerSession session, JumpTargets targets, Meters meters, Refusals refusals, Executor executor)
            throws SshException {
        super(session);
        this.targets = targets;
        this.meters = meters;
        this.refusals = refusals;
        this.executor = executor;
    }

    /** Any message of this service. */
    @Override
    public void process(int message, Buffer buffer) throws Exception {
        questions.came(message, getSession());
        super.process(message, buffer);
    }

    /** RFC 4254, 5.1 and 7.2. */
    @Override
    protected void channelOpen(Buffer buffer) throws IOException {
        String type = buffer.getString();
        long sender = buffer.getUInt();
        if (!"direct-tcpip".equals(type)) {
            refusals.refused(Refusal.CHANNEL, getSession(), "channel " + type);
            answer(sender, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "This server only jumps: use ssh -J");
        } else if (getChannels().size() >= MOST_CHANNELS) {
            refusals.refused(Refusal.CONNECTIONS, getSession(), "channel " + type);
            answer(sender, SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "Too many connections");
        } else {
            Optional<Meter> meter = meters.enterRenter(
                    JumpPerson.of(getSession()).accountId(),
                    why -> refusals.refused(why, getSession(), "channel " + type));
            if (meter.isPresent()) {
                open(new JumpChannel(this, meter.get()), sender, buffer);
            } else {
                answer(sender, SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "Too many connections");
            }
        }
    }

    private void open(JumpChannel channel, long sender, Buffer buffer) throws IOException {
        channel.addCloseFutureListener(closed -> channel.meter().leave());
        registerChannel(channel);
        channel.open(sender, buffer.getUInt(), buffer.getUInt(), buffer);
    }

    /** Finds the device and passes the channel on to it, on another thread. */
    void connect(JumpChannel channel, String host, long port) {
        UUID accountId = JumpPerson.of(getSession()).accountId();
        try {
            executor.execute(() -> connect(channel, accountId, host, port));
        } catch (RejectedExecutionException busy) {
            channel.refuse(new JumpRefusedException(
                    Refusal.BUSY, SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "The server is busy. Try again."));
        }
    }

    private void connect(JumpChannel channel, UUID accountId, String host, long port) {
        try {
            channel.connect(targets.find(accountId, host, port));
        } catch (JumpRefusedException refused) {
            refusals.refused(refused.refusal(), getSession(), host + ":" + port);
            channel.refuse(refused);
        }
    }

    void answer(JumpChannel channel, JumpRefusedException refused) {
        try {
            answer(channel.getRecipient(), refused.reason(), refused.getMessage());
        } catch (IOException e) {
            LOG.debug("A refusal could not be sent", e);
        }
    }

    void refusedOnChannel(String request) {
        refusals.refusedOnChannel(getSession(), request);
    }

    /** Cuts the connections to devices whose lease is not among those that may be used. */
    void cutAllBut(Predicate<UUID> allowed) {
        getChannels().stream()
                .filter(JumpChannel.class::isInstance)
                .map(JumpChannel.class::cast)
                .filter(channel -> channel.leaseId() != null && !allowed.test(channel.leaseId()))
                .forEach(JumpChannel::cut);
    }

    /** RFC 4254, 4: nothing is forwarded from here to the renter. */
    @Override
    protected IoWriteFuture globalRequest(Buffer buffer) throws IOException {
        String name = buffer.getString();
        boolean wantReply = buffer.getBoolean();
        return sendGlobalResponse(buffer, name, answer(name), wantReply);
    }

    private Result answer(String name) {
        return switch (name) {
            case "keepalive@openssh.com", "no-more-sessions@openssh.com" -> Result.ReplySuccess;
            default -> {
                refusals.refused(Refusal.REQUEST, getSession(), "request " + name);
                yield Result.ReplyFailure;
            }
        };
    }

    private void answer(long sender, int reason, String message) throws IOException {
        sendChannelOpenFailure(null, sender, reason, message, "");
    }
}
