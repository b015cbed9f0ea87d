package org.p2pvps.localtunnel.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A response's head as the visitor gets it. */
public final class RelayedResponse {
    private static final String STRICT_TRANSPORT = "Strict-Transport-Security";

    private final ResponseHead head;
    private final Body body;
    private final RequestHead request;
    private final boolean keepsConnection;
    private final Optional<String> strictTransport;

    /**
     * @param keepsConnection whether the visitor's connection stays open after this response
     * @param strictTransport the {@code Strict-Transport-Security} of a site that has none of its own (RFC 6797)
     */
    public RelayedResponse(
            ResponseHead head,
            Body body,
            RequestHead request,
            boolean keepsConnection,
            Optional<String> strictTransport) {
        this.head = head;
        this.body = body;
        this.request = request;
        this.keepsConnection = keepsConnection;
        this.strictTransport = strictTransport;
    }

    public void to(ByteBuf out) {
        HeadWriter writer = new HeadWriter("HTTP/1.1 " + head.status() + " " + head.reason());
        HopByHop hop = new HopByHop(head.fields());
        for (Field field : head.fields()) {
            if (!hop.drops(field) && !isForeignCookie(field)) {
                writer.field(field.name(), field.value());
            }
        }
        if (strictTransport.isPresent()
                && !head.isInterim()
                && head.fields().first(STRICT_TRANSPORT).isEmpty()) {
            writer.field(STRICT_TRANSPORT, strictTransport.get());
        }
        writer.framing(body);
        addConnection(writer).to(out);
    }

    private HeadWriter addConnection(HeadWriter writer) {
        Optional<String> upgrade = head.fields().first("upgrade");
        if (head.isSwitch() || head.wantsUpgrade()) {
            writer.field("Connection", keepsConnection || head.isSwitch() ? "Upgrade" : "close, Upgrade");
            upgrade.ifPresent(protocol -> writer.field("Upgrade", protocol));
        } else if (!keepsConnection && !head.isInterim()) {
            writer.field("Connection", "close");
        }
        return writer;
    }

    /**
     * A site may set cookies for itself, not for its neighbours and the server's own pages, which share its domain
     * (RFC 6265, 8.6).
     */
    private boolean isForeignCookie(Field field) {
        return field.is("set-cookie")
                && Arrays.stream(field.value().toLowerCase(Locale.ROOT).split(";", -1))
                        .skip(1)
                        .map(String::strip)
                        .filter(attribute -> attribute.startsWith("domain"))
                        .anyMatch(attribute -> !isOwnDomain(attribute));
    }

    private boolean isOwnDomain(String attribute) {
        int equals = attribute.indexOf('=');
        String domain = equals < 0 ? "" : attribute.substring(equals + 1).strip();
        String name = domain.startsWith(".") ? domain.substring(1) : domain;
        return name.isEmpty() || name.equals(request.hostName());
    }
}
