package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's data connection: serves one TLS session after the other, until it serves a request, and then one request after the
 * other. The device does not look at where those end, so it could not tell a session that follows.
 */
final class DataSocket extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(DataSocket.class);

    /** For a head. */
    private static final int ROOM = 1024;

    /**
     * npm's client leaves Nagle's algorithm on: after the first piece of an answer it waits for our acknowledgement before it
     * sends the second, and the kernel would hold that back for 40 ms. The kernel forgets the option, so it is set each time.
     */
    private static final ChannelOption<Boolean> ACKNOWLEDGE_NOW =
            NioChannelOption.of(ExtendedSocketOptions.TCP_QUICKACK);

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Site site;
    private final Inbox inbox = new Inbox();
    private Channel channel;
    private Carried carried;
    private boolean fresh = true;
    private boolean released;
    private long freeSince;
    private boolean wantsReading = true;
    private boolean paused;

    DataSocket(Site site) {
        this.site = site;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        join();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        int bytes = ((ByteBuf) message).readableBytes();
        site.count().out(bytes);
        meter(bytes);
        inbox.add((ByteBuf) message);
        if (carried == null) {
            LOG.debug("The device of {} spoke without being asked", site.name());
            channel.close();
        } else {
            carried.takeFromDevice(inbox);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (carried != null) {
            carried.flushToVisitor();
            if (site.isGuest()) {
                channel.config().setOption(ACKNOWLEDGE_NOW, true);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (carried != null && isWritable()) {
            carried.deviceWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inbox.clear();
        site.leave(this);
        Carried unfinished = carried;
        carried = null;
        if (unfinished != null) {
            unfinished.socketClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A data connection of {} broke", site.name(), cause);
        context.close();
    }

    /** From now on this serves its site. */
    void join() {
        if (!site.join(this)) {
            channel.close();
        }
    }

    /** The device made itself new connections: what is under way here is tried again there, if it can be. */
    void close() {
        channel.close();
    }

    /** Whether it has carried no request yet. */
    boolean isFresh() {
        return fresh;
    }

    /** Whether it has carried something, and was not of use since {@code before}. */
    boolean restsSince(long before) {
        return released && freeSince - before < 0;
    }

    void serve(Carried next) {
        carried = next;
        if (next.isSession()) {
            site.take(this);
        } else {
            fresh = false;
        }
        next.assign(this);
    }

    /** What it carried is over. @param reusable whether something may follow */
    void release(boolean reusable) {
        carried = null;
        site.giveBack(this);
        if (reusable && inbox.isEmpty() && channel.isActive()) {
            setReading(true);
            freeSince = System.nanoTime();
            released = true;
            site.ready(this);
        } else {
            channel.close();
        }
    }

    /** The visitor is gone, the device's end of the session is still to come: from now on that is waited for. */
    void leaveTo(Carried rest) {
        carried = rest;
        setReading(true);
        rest.assign(this);
    }

    /** Does something after a while, on its own thread. @return to call it off */
    Future<?> later(Runnable task, Duration delay) {
        return channel.eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Closes this and the visitor's connection that it serves. */
    void cut() {
        Carried unfinished = carried;
        carried = null;
        channel.close();
        if (unfinished != null) {
            unfinished.fail(ErrorCode.SITE_UNKNOWN);
        }
    }

    ByteBuf allocate() {
        return channel.alloc().buffer(ROOM);
    }

    void write(ByteBuf bytes) {
        site.count().in(bytes.readableBytes());
        meter(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    boolean isWritable() {
        return channel.isWritable() && !paused;
    }

    void setReading(boolean reading) {
        wantsReading = reading;
        adjustReading();
    }

    /** The site carries what it may, all connections together; what is too much waits where it comes from. */
    private void meter(int bytes) {
        long pause = site.traffic().take(bytes);
        if (pause > 0 && !paused) {
            paused = true;
            adjustReading();
            var unused =
                    channel.eventLoop().schedule(this::resume, Math.min(pause, LONGEST_PAUSE), TimeUnit.NANOSECONDS);
        }
    }

    private void resume() {
        paused = false;
        meter(0);
        adjustReading();
        if (carried != null && isWritable()) {
            carried.deviceWritable();
        }
    }

    private void adjustReading() {
        boolean reading = wantsReading && !paused;
        if (channel.config().isAutoRead() != reading) {
            channel.config().setAutoRead(reading);
        }
    }
}
