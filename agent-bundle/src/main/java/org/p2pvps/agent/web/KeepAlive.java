package org.p2pvps.agent.web;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;

/** Makes the kernel notice within seconds that an idle socket's other end is gone. */
final class KeepAlive {
    /** Seconds before the first question, between questions, and how many go unanswered. Their Java names are the JDK's own. */
    private static final Map<String, Integer> TIMES =
            Map.of("TCP_KEEPIDLE", 5, "TCP_KEEPINTERVAL", 3, "TCP_KEEPCOUNT", 3);

    private KeepAlive() {}

    static void set(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (SocketOption<?> option : channel.supportedOptions()) {
            Integer value = TIMES.get(option.name());
            if (value != null) {
                channel.setOption(typed(option), value);
            }
        }
    }

    /** These options exist on Linux only, in a package that an OSGi framework need not export: they are found by name. */
    @SuppressWarnings("unchecked")
    private static SocketOption<Integer> typed(SocketOption<?> option) {
        return (SocketOption<Integer>) option;
    }
}
