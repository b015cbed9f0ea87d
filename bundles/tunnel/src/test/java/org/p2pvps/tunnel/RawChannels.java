package org.p2pvps.tunnel;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;

/** Takes renters' channels and answers nothing to anything: the test says what the device says. */
final class RawChannels implements ChannelFactory {
    /** A channel's numbers at both ends. */
    record Numbers(long atServer, long atDevice) {}

    private final BlockingQueue<Numbers> asked = new LinkedBlockingQueue<>();

    @Override
    public String getName() {
        return "forwarded-tcpip";
    }

    @Override
    public Channel createChannel(Session session) {
        return new Silent();
    }

    /** The next channel that the server wants to open. */
    Numbers next() {
        try {
            Numbers next = asked.poll(TestDevice.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No channel was asked for.");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Silent extends AbstractServerChannel {
        private Silent() {
            super("", List.of(), null);
        }

        @Override
        public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
            asked.add(new Numbers(recipient, getChannelId()));
            return new DefaultOpenFuture(this, this);
        }

        @Override
        public void handleData(Buffer buffer) {
            // Taken.
        }

        @Override
        public void handleWindowAdjust(Buffer buffer) {
            // Heard.
        }

        @Override
        public void handleEof() {
            // Heard.
        }

        @Override
        public void handleClose() {
            // Heard.
        }

        @Override
        protected void doWriteData(byte[] data, int offset, long length) {
            // Never called.
        }

        @Override
        protected void doWriteExtendedData(byte[] data, int offset, long length) {
            // Never called.
        }
    }
}
