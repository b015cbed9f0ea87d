package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * A request's head as the device gets it: without what was for this hop (RFC 9110, 7.6.1), and with the visitor's address set
 * anew (RFC 7239), whatever the visitor claimed.
 */
public final class ForwardedRequest {
    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private final RequestHead head;
    private final Body body;
    private final String visitor;
    private final String scheme;

    /**
     * @param visitor the visitor's IP address
     * @param scheme how the visitor came, {@code http} or {@code https}
     */
    public ForwardedRequest(RequestHead head, Body body, String visitor, String scheme) {
        this.head = head;
        this.body = body;
        this.visitor = visitor;
        this.scheme = scheme;
    }

    public void to(ByteBuf out) {
        // The visitor's version, so that a server answers an HTTP/1.0 client in a form that it understands.
        HeadWriter writer = new HeadWriter(head.method() + " " + head.target() + " HTTP/1." + head.minorVersion());
        writer.field("Host", head.host());
        HopByHop hop = new HopByHop(head.fields());
        for (Field field : head.fields()) {
            if (!hop.drops(field) && !field.is("host") && !isClaim(field)) {
                writer.field(field.name(), field.value());
            }
        }
        writer.framing(body);
        Optional<String> upgrade = head.upgrade();
        if (upgrade.isPresent()) {
            writer.field("Connection", "Upgrade").field("Upgrade", upgrade.get());
        }
        addVisitor(writer).to(out);
    }

    private HeadWriter addVisitor(HeadWriter writer) {
        String node = visitor.indexOf(':') < 0 ? visitor : "\"[" + visitor + "]\"";
        return writer.field("X-Forwarded-For", visitor)
                .field("X-Forwarded-Proto", scheme)
                .field("X-Forwarded-Host", head.host())
                .field("Forwarded", "for=" + node + ";host=\"" + head.host() + "\";proto=" + scheme);
    }

    private static boolean isClaim(Field field) {
        return field.name().regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length())
                || field.is("forwarded")
                || field.is("x-real-ip");
    }
}
