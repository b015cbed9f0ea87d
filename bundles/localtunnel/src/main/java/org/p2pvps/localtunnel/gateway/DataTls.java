package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Sets up a device's data connection: with TLS if the device begins it. */
final class DataTls extends ChannelInitializer<Channel> {
    private final SslContext context;
    private final boolean required;
    private final Executor handshakes;
    private final Supplier<ChannelHandler> desk;
    private final Supplier<ChannelHandler> gate;

    /**
     * @param desk makes what answers an agent's request for its name
     * @param gate makes what looks at a data connection's preface
     */
    DataTls(
            SslContext context,
            boolean required,
            Executor handshakes,
            Supplier<ChannelHandler> desk,
            Supplier<ChannelHandler> gate) {
        this.context = context;
        this.required = required;
        this.handshakes = handshakes;
        this.desk = desk;
        this.gate = gate;
    }

    @Override
    protected void initChannel(Channel connection) {
        connection.pipeline().addLast(new FirstLook(), new DataDoor(required, desk), gate.get());
    }

    private final class FirstLook extends OptionalSslHandler {
        FirstLook() {
            super(context);
        }

        @Override
        protected SslHandler newSslHandler(ChannelHandlerContext added, SslContext server) {
            return server.newHandler(added.alloc(), handshakes);
        }
    }
}
