package org.p2pvps.localtunnel.h2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Supplier;

/** Sets up a connection that speaks HTTP/2, with bounds for all that a client may do. */
public final class Http2Front {
    private static final int MOST_STREAMS = 100;
    /** What a stream may send before anybody reads it, and all streams of a connection together. */
    private static final int STREAM_WINDOW = 256 * 1024;

    private static final int CONNECTION_WINDOW = 1024 * 1024;
    private static final int DEFAULT_WINDOW = 65_535;
    private static final int MOST_QUEUED_CONTROL_FRAMES = 1000;
    private static final int MOST_EMPTY_DATA_FRAMES = 2;
    /** Streams that a client may begin and give up in 30 seconds (CVE-2023-44487), or make us give up. */
    private static final int MOST_RESETS = 200;

    private static final int RESETS_SECONDS = 30;
    private static final int MOST_SMALL_CONTINUATIONS = 16;
    private static final int MOST_USELESS_FRAMES = 500;
    private static final long SHUTDOWN_MILLIS = 500;

    private final int maxHeadBytes;
    private final int maxFields;

    /**
     * @param maxHeadBytes of a request or response
     * @param maxFields in it
     */
    public Http2Front(int maxHeadBytes, int maxFields) {
        this.maxHeadBytes = maxHeadBytes;
        this.maxFields = maxFields;
    }

    /**
     * @param handlers makes what serves a stream, as if it were a connection in HTTP/1.1
     * @return the connection, to ask for what goes on in it
     */
    public Http2Connection addTo(ChannelPipeline pipeline, Supplier<ChannelHandler> handlers) throws Http2Exception {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MOST_STREAMS)
                        .maxHeaderListSize(maxHeadBytes)
                        .initialWindowSize(STREAM_WINDOW)
                        .connectProtocolEnabled(true))
                .validateHeaders(true)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MOST_EMPTY_DATA_FRAMES)
                .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                .decoderEnforceMaxSmallContinuationFrames(MOST_SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(MOST_QUEUED_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(SHUTDOWN_MILLIS)
                .build();
        pipeline.addLast(
                new FrameMeter(MOST_USELESS_FRAMES),
                codec,
                new TableBound(codec.encoder().configuration().headersConfiguration()),
                new Http2MultiplexHandler(streams(handlers)));
        Http2Connection connection = codec.connection();
        // From now on, not from when the client says that it has read so: a hostile one never does.
        connection.remote().maxActiveStreams(MOST_STREAMS);
        connection
                .local()
                .flowController()
                .incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW - DEFAULT_WINDOW);
        return connection;
    }

    private ChannelInitializer<Channel> streams(Supplier<ChannelHandler> handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new StreamBridge(maxHeadBytes, maxFields), handlers.get());
            }
        };
    }
}
