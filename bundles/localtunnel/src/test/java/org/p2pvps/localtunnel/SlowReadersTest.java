package org.p2pvps.localtunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Very many who read slowly, all at once: 400, or {@code -Dslow.readers=10000}, which takes 40,000 open files. */
class SlowReadersTest {
    private static final int READERS = Integer.getInteger("slow.readers", 400);
    private static final int LENGTH = 512 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final long PAUSE_MILLIS = 50;
    private static final long MOST_MEMORY = 192L << 20;

    private final AtomicInteger complete = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    @Test
    void getTheirDownloadsWholeAndCostAShareOfOneBudget() throws Exception {
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (TestGateway gateway = new TestGateway(Map.of(
                "deviceSockets", READERS, "visitors", 2 * READERS, "visitorsPerAddress", 0, "waiting", READERS))) {
            TestDevice.Grant grant = TestDevice.ask(gateway, "/mysite", TestGateway.TOKEN);
            connect(group, READERS, grant.port(), () -> new Server(grant.preface()));
            Eventually.within(
                    Duration.ofSeconds(60),
                    "the device is there",
                    () -> gateway.service.open().get(0).connections() == READERS);
            connect(group, READERS, gateway.port(), Reader::new);
            AtomicLong most = new AtomicLong();
            Eventually.within(Duration.ofSeconds(60 + READERS / 10), "all have been served", () -> {
                most.accumulateAndGet(memory(), Math::max);
                return complete.get() + broken.get() == READERS;
            });
            assertThat(broken).hasValue(0);
            assertThat(most.get()).isLessThan(MOST_MEMORY);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** The gateway's alone: readers and device use another allocator. */
    private static long memory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private static void connect(
            MultiThreadIoEventLoopGroup group, int count, int port, Supplier<ChannelHandler> handlers)
            throws InterruptedException {
        for (int number = 0; number < count; number++) {
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_RCVBUF, PIECE)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(PIECE).maxMessagesPerRead(1))
                    .handler(handlers.get())
                    .connect(InetAddress.getLoopbackAddress(), port)
                    .sync();
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** A data connection with a web server behind it: answers whatever comes, as fast as it is taken. */
    private static final class Server extends ChannelInboundHandlerAdapter {
        private final String preface;
        private int left;

        Server(String preface) {
            this.preface = preface;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(text(preface + "\n"));
            context.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
            left = LENGTH;
            context.write(text("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n"));
            pour(context);
            context.read();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            pour(context);
        }

        private void pour(ChannelHandlerContext context) {
            while (left > 0 && context.channel().isWritable()) {
                left -= PIECE;
                context.writeAndFlush(Unpooled.wrappedBuffer(new byte[PIECE]));
            }
        }
    }

    /** Reads a piece, rests, and reads the next. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        private long got;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(text("GET / HTTP/1.1\r\nHost: mysite.localhost\r\nConnection: close\r\n\r\n"));
            context.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            got += ((ByteBuf) message).readableBytes();
            ((ByteBuf) message).release();
            var unused = context.executor().schedule(context::read, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            (got > LENGTH ? complete : broken).incrementAndGet();
        }
    }
}
