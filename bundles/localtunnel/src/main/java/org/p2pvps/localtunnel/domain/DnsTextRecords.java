package org.p2pvps.localtunnel.domain;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.p2pvps.localtunnel.GatewayConfig;

/** Asks the name server that is configured, or the machine's; truncated answers again over TCP. Nothing is kept. */
@Component(service = DnsTextRecords.class, configurationPid = "org.p2pvps.localtunnel")
public final class DnsTextRecords implements TextRecords {
    private static final int DNS = 53;
    private static final long QUERY_MILLIS = 3000;
    private static final long PATIENCE_SECONDS = 8;
    private static final int MOST_QUERIES = 8;
    private static final int MOST_TEXTS = 100;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gateway-dns", true), NioIoHandler.newFactory());
    private final DnsNameResolver resolver;

    @Activate
    public DnsTextRecords(GatewayConfig config) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder((EventLoop) group.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class, true)
                .queryTimeoutMillis(QUERY_MILLIS)
                .maxQueriesPerResolve(MOST_QUERIES)
                .nameServerProvider(
                        config.nameServer().isEmpty()
                                ? DnsServerAddressStreamProviders.platformDefault()
                                : new SingletonDnsServerAddressStreamProvider(server(config.nameServer())));
        resolver = builder.build();
    }

    @Deactivate
    void stop() {
        resolver.close();
        var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Override
    public List<String> at(String name) throws IOException {
        Future<List<DnsRecord>> asked = resolver.resolveAll(new DefaultDnsQuestion(name + ".", DnsRecordType.TXT));
        if (!asked.awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            asked.cancel(false);
            throw new IOException("DNS does not answer");
        }
        if (asked.isSuccess()) {
            return texts(asked.getNow());
        }
        if (isAbsent(asked.cause())) {
            return List.of();
        }
        throw new IOException("DNS does not answer", asked.cause());
    }

    /** RFC 8020: there is no such name, or nothing of that type. */
    private static boolean isAbsent(Throwable cause) {
        return cause instanceof UnknownHostException
                && (cause.getCause() == null || cause.getCause() instanceof DnsErrorCauseException);
    }

    private static List<String> texts(List<DnsRecord> records) {
        try {
            return records.stream()
                    .filter(record -> record.type().equals(DnsRecordType.TXT) && record instanceof DnsRawRecord)
                    .limit(MOST_TEXTS)
                    .map(record -> text(((DnsRawRecord) record).content()))
                    .toList();
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
    }

    /** RFC 1035, 3.3.14: pieces of up to 255 octets, each after its length. */
    private static String text(ByteBuf data) {
        StringBuilder text = new StringBuilder();
        while (data.isReadable()) {
            int length = Math.min(data.readUnsignedByte(), data.readableBytes());
            text.append(data.readCharSequence(length, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static InetSocketAddress server(String address) {
        URI uri = URI.create("dns://" + address);
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? DNS : uri.getPort());
    }
}
