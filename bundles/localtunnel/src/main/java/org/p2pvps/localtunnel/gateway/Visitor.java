package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.NetUtil;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.Framing;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.localtunnel.http.RequestReader;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the gateway's public port: reads requests one by one, each answered before the next is looked at. */
final class Visitor extends ChannelInboundHandlerAdapter implements Timed {
    private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);
    /** How long what a refused client still sends is swallowed, so that it gets to read why. */
    private static final long LINGER_NANOS = 2_000_000_000L;
    /** For a head, and a small body beside it. */
    private static final int ROOM = 4096;

    private final Reception reception;
    private final Entrance entrance;
    private final RequestReader reader;
    private final Inbox inbox = new Inbox();
    private Channel channel;
    private String address;
    private Conversation conversation;
    private boolean proceeding;
    private boolean closing;
    private boolean flushed;
    private boolean headBegun;
    private boolean saidAll;
    private long since = System.nanoTime();

    Visitor(Reception reception, Entrance entrance) {
        this.reception = reception;
        this.entrance = entrance;
        reader = new RequestReader(
                reception.limits().headerBytes(), reception.limits().headerFields());
    }

    /** After a handshake the connection has been active for a while. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            enter(context.channel());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (channel == null) {
            enter(context.channel());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inbox.add((ByteBuf) message);
        proceed();
    }

    /** The end of what it says may be all that it ends: then it still wants its answers. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            saidAll = true;
            if (closing && flushed) {
                channel.close();
            } else {
                proceed();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (conversation != null) {
            conversation.visitorWritable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reception.leave(this);
        inbox.clear();
        Conversation unfinished = conversation;
        conversation = null;
        if (unfinished != null) {
            unfinished.visitorClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A visitor's connection broke", cause);
        context.close();
    }

    @Override
    public void tick(long now) {
        if (closing) {
            long patience =
                    flushed ? LINGER_NANOS : reception.limits().stallTimeout().toNanos();
            if (now - since > patience) {
                channel.close();
            }
        } else if (conversation != null) {
            conversation.tick(now);
        } else if (headBegun && now - since > reception.limits().headerTimeout().toNanos()) {
            headBegun = false;
            answer(ErrorCode.REQUEST_TIMEOUT, null, false);
        } else if (now - since > reception.limits().idleTimeout().toNanos()) {
            channel.close();
        }
    }

    /** Deals with what has come, as far as possible now. */
    void proceed() {
        if (proceeding) {
            return;
        }
        proceeding = true;
        try {
            while (step()) {
                // One request after the other.
            }
        } catch (MalformedMessageException e) {
            refuse(e);
        } finally {
            proceeding = false;
        }
        if (saidAll && !closing) {
            endUnlessAnswered();
        }
        adjustReading();
    }

    /** The request is answered. */
    void exchangeEnded(boolean keepsConnection) {
        conversation = null;
        since = System.nanoTime();
        channel.flush();
        if (keepsConnection) {
            proceed();
        } else {
            closeGently();
        }
    }

    /** Answers from the gateway itself, in place of a site. */
    void answer(ErrorCode code, RequestHead request, boolean requestComplete) {
        boolean keeps = requestComplete && request != null && request.keepsConnection();
        answer(Answer.problem(code, request), request, keeps);
    }

    void answer(Answer answer, RequestHead request, boolean keepsConnection) {
        ByteBuf out = allocate();
        answer.to(out, request != null && request.isHead(), keepsConnection);
        write(out);
        exchangeEnded(keepsConnection);
    }

    /** Ends abruptly: the answer that has begun can't be completed, and must not look complete. */
    void cut() {
        conversation = null;
        channel.close();
    }

    ByteBuf allocate() {
        return channel.alloc().buffer(ROOM);
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether nothing more comes from it, and perhaps nobody is there any more. */
    boolean hasSaidAll() {
        return saidAll;
    }

    /** The visitor's IP address, in its shortest form (RFC 5952), without a zone. */
    String address() {
        return address;
    }

    Entrance entrance() {
        return entrance;
    }

    private void enter(Channel entered) {
        channel = entered;
        address = NetUtil.toAddressString(Peer.of(channel));
        entrance.begin(channel);
        if (!reception.enter(this)) {
            channel.close();
        }
    }

    private boolean step() throws MalformedMessageException {
        if (closing) {
            inbox.clear();
            return false;
        }
        if (conversation != null) {
            conversation.takeFromVisitor(inbox);
            return false;
        }
        if (inbox.isEmpty()) {
            return false;
        }
        if (!headBegun) {
            headBegun = true;
            since = System.nanoTime();
        }
        RequestHead head = reader.read(inbox.bytes());
        if (head == null) {
            return false;
        }
        headBegun = false;
        begin(head, Framing.of(head));
        return true;
    }

    private void begin(RequestHead head, Body body) {
        conversation = reception.receive(this, head, body);
        conversation.start();
    }

    private void endUnlessAnswered() {
        if (conversation == null) {
            closeGently();
        } else if (inbox.isEmpty() && !conversation.hasWholeRequest()) {
            channel.close();
        }
    }

    private void refuse(MalformedMessageException reason) {
        LOG.debug("Refused a request from {}: {}", channel.remoteAddress(), reason.getMessage());
        if (conversation != null) {
            conversation.refuse(reason);
        } else if (reason == RequestReader.HTTP2) {
            write(Http2Refusal.to(channel.alloc()));
            exchangeEnded(false);
        } else {
            answer(Answer.problem(reason), null, false);
        }
    }

    private void adjustReading() {
        boolean wanted = closing || conversation == null || conversation.wantsFromVisitor(inbox.size());
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** RFC 9112, 9.6: closing at once could reset the connection before the answer is read. */
    private void closeGently() {
        closing = true;
        inbox.clear();
        since = System.nanoTime();
        channel.write(channel.alloc().buffer(0)).addListener((ChannelFutureListener) written -> {
            flushed = true;
            since = System.nanoTime();
            if (saidAll) {
                channel.close();
            } else {
                entrance.endOutput(channel);
            }
        });
        channel.flush();
        adjustReading();
    }
}
