package org.p2pvps.localtunnel.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;

/** The event loop, and the ports and connections on it. */
final class Sockets implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long CLOSE_SECONDS = 2;

    private final InetAddress address;
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("gateway", true), NioIoHandler.newFactory());
    /** Ports and connections. What is added after they were closed is closed at once. */
    private final ChannelGroup channels = new DefaultChannelGroup(group.next(), true);

    Sockets(InetAddress address) {
        this.address = address;
    }

    EventLoop loop() {
        return (EventLoop) group.next();
    }

    /** @param handlers makes the handler of each connection */
    ChannelFuture listen(int port, Supplier<ChannelHandler> handlers) {
        ChannelFuture binding = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                // A device that lost its power is noticed within 20 s, even if nobody sends it anything.
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), 10)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), 5)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), 2)
                .childHandler(connections(handlers))
                .bind(address, port);
        channels.add(binding.channel());
        return binding;
    }

    /** Closes every port and connection, within two seconds. The loop's own end would leave some connections open. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        var unused = group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        group.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private ChannelInitializer<Channel> connections(Supplier<ChannelHandler> handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connection) {
                channels.add(connection);
                Share.among(channels.size()).giveTo(connection);
                connection.pipeline().addLast(handlers.get());
            }
        };
    }
}
