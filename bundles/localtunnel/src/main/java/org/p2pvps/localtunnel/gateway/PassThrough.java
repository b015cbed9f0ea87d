package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Optional;
import org.p2pvps.localtunnel.tls.Alert;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.SessionFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's TLS session on its way to the device's own port 443, byte for byte, in frames that tell it from requests
 * ({@link SessionFrame}).
 */
final class PassThrough extends ChannelInboundHandlerAdapter implements Carried, Timed {
    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);
    private static final int MOST_BUFFERED = 64 * 1024;

    private final Reception reception;
    private final Optional<Site> site;
    private final Inbox inbox = new Inbox();
    private final SessionReader reader = new SessionReader();
    private Channel channel;
    private DataSocket socket;
    private boolean answered;
    /** Whether the visitor said more after the device's first answer, without which no handshake ends. */
    private boolean replied;

    private boolean over;
    private long progressAt = System.nanoTime();

    /** @param name the site's */
    PassThrough(Reception reception, String name) {
        this.reception = reception;
        site = reception.site(name);
    }

    /** The hello comes next, read again. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        if (reception.enter(this)) {
            site.ifPresentOrElse(open -> open.submit(this), () -> fail(ErrorCode.SITE_OFFLINE));
        } else {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inbox.add((ByteBuf) message);
        replied |= answered;
        if (over) {
            inbox.clear();
        }
        pass();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (socket != null) {
            socket.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (socket != null) {
            progressAt = System.nanoTime();
            socket.setReading(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        reception.leave(this);
        site.ifPresent(open -> open.forget(this));
        if (socket != null) {
            frame();
        }
        endSession();
        inbox.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A TLS session that passes through broke", cause);
        context.close();
    }

    @Override
    public void assign(DataSocket assigned) {
        socket = assigned;
        assigned.setReading(channel.isWritable());
        pass();
        assigned.flush();
    }

    @Override
    public void takeFromDevice(Inbox fromDevice) {
        progressAt = System.nanoTime();
        while (reader.advance(fromDevice)) {
            answered = true;
            channel.write(reader.take(fromDevice), channel.voidPromise());
        }
        if (reader.hasEnded()) {
            endSession();
            deviceEnded();
        } else if (reader.isBroken()) {
            fail(ErrorCode.SITE_TIMEOUT);
        }
    }

    @Override
    public void flushToVisitor() {
        channel.flush();
    }

    @Override
    public void deviceWritable() {
        pass();
        if (socket != null) {
            socket.flush();
        }
    }

    @Override
    public void socketClosed() {
        socket = null;
        deviceEnded();
    }

    private void deviceEnded() {
        if (answered) {
            end(channel.alloc().buffer(0));
        } else {
            fail(ErrorCode.SITE_NOT_LISTENING);
        }
    }

    /** The connection can carry the next session as soon as the device has ended this one too. */
    private void endSession() {
        DataSocket used = socket;
        socket = null;
        if (used == null) {
            return;
        }
        used.write(used.allocate().writeByte(SessionFrame.END).writeShort(0));
        used.flush();
        if (reader.hasEnded()) {
            used.release(true);
        } else {
            used.leaveTo(new SessionRest(reader));
        }
    }

    /** What has gone out already was TLS's own: then there is nothing to be said any more. */
    @Override
    public void fail(ErrorCode code) {
        site.ifPresent(open -> open.forget(this));
        DataSocket used = socket;
        socket = null;
        if (used != null) {
            used.release(false);
        }
        if (answered) {
            channel.close();
        } else {
            Alert alert = code == ErrorCode.SITE_UNKNOWN ? Alert.UNRECOGNIZED_NAME : Alert.INTERNAL_ERROR;
            end(alert.record(channel.alloc()));
        }
    }

    @Override
    public boolean isSession() {
        return true;
    }

    @Override
    public void tick(long now) {
        if (now - progressAt > patience(reception.limits()).toNanos()) {
            fail(ErrorCode.SITE_TIMEOUT);
        }
    }

    /** A site bears few sessions: who has one keeps it through long silences only where there is room for others. */
    private Duration patience(GatewayLimits limits) {
        if (over) {
            return limits.stallTimeout();
        }
        if (socket == null) {
            return limits.waitTimeout();
        }
        if (!answered) {
            return limits.responseTimeout();
        }
        if (!replied) {
            return limits.headerTimeout();
        }
        return site.isPresent() && site.get().isTaken() ? limits.idleTimeout() : limits.stallTimeout();
    }

    private void pass() {
        if (socket != null && !inbox.isEmpty()) {
            progressAt = System.nanoTime();
            frame();
        }
        boolean wanted = over || (socket == null ? inbox.size() < MOST_BUFFERED : socket.isWritable());
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    private void frame() {
        while (!inbox.isEmpty()) {
            int length = Math.min(inbox.size(), SessionFrame.MOST);
            socket.write(socket.allocate().writeByte(SessionFrame.BYTES).writeShort(length));
            socket.write(inbox.take(length));
        }
    }

    private void end(ByteBuf last) {
        over = true;
        inbox.clear();
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }
}
