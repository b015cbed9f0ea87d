package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.p2pvps.localtunnel.h2.Http2Front;
import org.p2pvps.localtunnel.tls.Certificates;
import org.p2pvps.localtunnel.tls.ClientHello;

/** The port for TLS: each connection ends here or passes through, as its site's renter chose. */
final class TlsFront {
    private final Reception reception;
    private final Certificates certificates;
    private final Clockwork clockwork;
    private final Executor handshakes;
    private final int mostStrangers;
    private final Optional<String> strictTransport;
    private final Http2Front streams;
    private int strangers;

    /** @param handshakes does the arithmetic of handshakes, so that the event loop goes on */
    TlsFront(
            Reception reception,
            Certificates certificates,
            Clockwork clockwork,
            Executor handshakes,
            int mostStrangers,
            Optional<String> strictTransport) {
        this.reception = reception;
        this.certificates = certificates;
        this.clockwork = clockwork;
        this.handshakes = handshakes;
        this.mostStrangers = mostStrangers;
        this.strictTransport = strictTransport;
        GatewayLimits limits = reception.limits();
        streams = new Http2Front(limits.headerBytes(), limits.headerFields());
    }

    Http2Front streams() {
        return streams;
    }

    Optional<String> strictTransport() {
        return strictTransport;
    }

    Duration helloTimeout() {
        return reception.limits().headerTimeout();
    }

    /** @return false if too many have not finished their handshake yet */
    boolean enter(Timed stranger) {
        strangers++;
        clockwork.add(stranger);
        return strangers <= mostStrangers;
    }

    void leave(Timed stranger) {
        strangers--;
        clockwork.remove(stranger);
    }

    /** @return what deals with the connection, from the hello on; nothing if nobody is responsible for the name */
    ChannelHandler[] handlersFor(ClientHello hello, Channel channel) {
        Optional<String> passing = hello.serverName().flatMap(reception::passingThrough);
        if (passing.isPresent()) {
            return new ChannelHandler[] {new PassThrough(reception, passing.get())};
        }
        Optional<SslContext> context =
                hello.serverName().map(certificates::forName).orElseGet(certificates::byDefault);
        Predicate<String> hosts = hello.serverName().map(this::servedWith).orElse(host -> true);
        return context.map(certificate -> terminating(certificate, hosts, channel))
                .orElseGet(() -> new ChannelHandler[0]);
    }

    /** The hosts that are served with the certificate of {@code serverName}, whichever that is by now. */
    private Predicate<String> servedWith(String serverName) {
        return host -> host.equals(serverName)
                || certificates.covers(host) && certificates.forName(host).equals(certificates.forName(serverName));
    }

    private ChannelHandler[] terminating(SslContext certificate, Predicate<String> hosts, Channel channel) {
        SslHandler tls = certificate.newHandler(channel.alloc(), handshakes);
        tls.setHandshakeTimeoutMillis(helloTimeout().toMillis());
        return new ChannelHandler[] {tls, new ProtocolChoice(this, reception, hosts)};
    }
}
