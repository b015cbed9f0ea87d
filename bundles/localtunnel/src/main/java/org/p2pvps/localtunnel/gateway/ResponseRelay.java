package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.Framing;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RelayedResponse;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.localtunnel.http.ResponseHead;
import org.p2pvps.localtunnel.http.ResponseReader;
import org.p2pvps.protocol.ErrorCode;

/** The way back: interim responses, the response, or a change of protocol (RFC 9110, 15.2 and 7.8). */
final class ResponseRelay {
    private static final int MOST_INTERIM = 16;

    private final Exchange exchange;
    private final Visitor visitor;
    private final RequestHead request;
    private final GatewayLimits limits;
    private ResponseReader reader;
    private Body body;
    /** Written, but not sent yet. */
    private ByteBuf head;

    private boolean keepsSocket;
    private boolean keepsVisitor;
    private boolean begun;
    private boolean visible;
    private boolean piping;
    private int interim;

    ResponseRelay(Exchange exchange, Visitor visitor, RequestHead request, GatewayLimits limits) {
        this.exchange = exchange;
        this.visitor = visitor;
        this.request = request;
        this.limits = limits;
    }

    /** For each attempt. */
    void begin() {
        reader = new ResponseReader(limits.headerBytes(), limits.headerFields());
    }

    /** Whether the device has answered anything. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the visitor has been sent anything. */
    boolean isVisible() {
        return visible;
    }

    /** Whether bytes pass both ways unread, after a change of protocol. */
    boolean isPiping() {
        return piping;
    }

    /** Whether the device's closing is the proper end. */
    boolean endsWithConnection() {
        return piping || body != null && body.endsWithConnection();
    }

    void read(Inbox inbox) throws MalformedMessageException {
        begun = true;
        while (body == null && !piping) {
            ResponseHead head = reader.read(inbox.bytes());
            if (head == null) {
                return;
            }
            accept(head);
        }
        boolean begins = head != null;
        send(inbox, piping ? inbox.size() : bodyIn(inbox));
        if (piping && begins) {
            exchange.protocolChanged();
        }
        if (!piping && body.isComplete()) {
            exchange.complete(keepsSocket, keepsVisitor);
        }
    }

    private int bodyIn(Inbox inbox) throws MalformedMessageException {
        try {
            return body.take(inbox.bytes());
        } catch (MalformedMessageException e) {
            if (head != null) {
                head.release();
                head = null;
            }
            throw e;
        }
    }

    /** A small body goes out in one piece with its head. */
    private void send(Inbox inbox, int length) {
        ByteBuf start = head;
        head = null;
        visible = true;
        if (start != null && length <= start.writableBytes()) {
            inbox.bytes().readBytes(start, length);
            visitor.write(start);
            return;
        }
        if (start != null) {
            visitor.write(start);
        }
        if (length > 0) {
            visitor.write(inbox.take(length));
        }
    }

    private void accept(ResponseHead head) throws MalformedMessageException {
        if (head.isInterim()) {
            acceptInterim(head);
            return;
        }
        Body framed = Framing.of(head, request.isHead());
        if (head.isSwitch()) {
            require(request.upgrade().isPresent() && exchange.isRequestComplete());
            piping = true;
        } else {
            require(request.minorVersion() == 1 || request.isHead() || !framed.isChunked());
            body = framed;
        }
        boolean lasting = request.minorVersion() == 1 && !framed.endsWithConnection();
        keepsSocket = lasting && head.keepsConnection();
        keepsVisitor = lasting && request.keepsConnection() && exchange.isRequestComplete();
        relay(head, framed);
    }

    private void acceptInterim(ResponseHead head) throws MalformedMessageException {
        require(++interim <= MOST_INTERIM);
        if (request.minorVersion() == 1) {
            relay(head, Framing.of(head, false));
        }
    }

    private void relay(ResponseHead head, Body framed) {
        ByteBuf out = visitor.allocate();
        new RelayedResponse(
                        head, framed, request, keepsVisitor, visitor.entrance().strictTransport())
                .to(out);
        if (head.isInterim()) {
            visible = true;
            visitor.write(out);
        } else {
            this.head = out;
        }
    }

    private static void require(boolean condition) throws MalformedMessageException {
        if (!condition) {
            throw new MalformedMessageException(ErrorCode.SITE_ANSWER_MALFORMED, "The site's answer does not fit.");
        }
    }
}
