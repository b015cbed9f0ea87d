package org.p2pvps.localtunnel.gateway;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.ForwardedRequest;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.protocol.ErrorCode;

/**
 * One request on its way through the gateway, and its response on the way back. Nothing is kept but what fits between two full
 * buffers: whoever sends is not read from while the other side can't take more.
 */
final class Exchange implements Conversation, Carried {
    private static final int MOST_ATTEMPTS = 3;
    private static final int MOST_BUFFERED = 64 * 1024;
    /** How long an answer may stand still for a visitor who says no more, and may be gone. */
    private static final long MAYBE_GONE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Visitor visitor;
    private final Site site;
    private final RequestHead request;
    private final Body requestBody;
    private final GatewayLimits limits;
    private final ResponseRelay relay;
    private final Pace pace;
    private DataSocket socket;
    private boolean bodyTaken;
    private int attempts;
    private long waitingSince = System.nanoTime();
    private long progressAt = waitingSince;

    Exchange(Visitor visitor, Site site, RequestHead request, Body requestBody, GatewayLimits limits) {
        this.visitor = visitor;
        this.site = site;
        this.request = request;
        this.requestBody = requestBody;
        this.limits = limits;
        relay = new ResponseRelay(this, visitor, request, limits);
        pace = new Pace(limits.headerTimeout(), limits.bodyRate());
    }

    @Override
    public void start() {
        site.submit(this);
    }

    @Override
    public void assign(DataSocket assigned) {
        socket = assigned;
        attempts++;
        progressed();
        relay.begin();
        assigned.setReading(visitor.isWritable());
        ByteBuf head = assigned.allocate();
        new ForwardedRequest(
                        request,
                        requestBody,
                        visitor.address(),
                        visitor.entrance().scheme())
                .to(head);
        assigned.write(head);
        visitor.proceed();
        assigned.flush();
    }

    @Override
    public void takeFromVisitor(Inbox inbox) throws MalformedMessageException {
        if (socket == null || inbox.isEmpty()) {
            return;
        }
        int taken = relay.isPiping() ? inbox.size() : requestBody.isComplete() ? 0 : requestBody.take(inbox.bytes());
        if (taken > 0) {
            bodyTaken = true;
            pace.count(taken);
            progressed();
            socket.write(inbox.take(taken));
            socket.flush();
        }
    }

    @Override
    public boolean wantsFromVisitor(int buffered) {
        boolean passing = socket != null && (relay.isPiping() || !requestBody.isComplete());
        return passing ? socket.isWritable() : buffered < MOST_BUFFERED;
    }

    @Override
    public boolean hasWholeRequest() {
        return requestBody.isComplete() && !relay.isPiping();
    }

    boolean isRequestComplete() {
        return requestBody.isComplete();
    }

    @Override
    public void takeFromDevice(Inbox inbox) {
        progressed();
        try {
            relay.read(inbox);
        } catch (MalformedMessageException e) {
            fail(ErrorCode.SITE_ANSWER_MALFORMED);
        }
    }

    /** What the visitor said in the new protocol before the device agreed to it waits no longer. */
    void protocolChanged() {
        visitor.proceed();
    }

    @Override
    public void flushToVisitor() {
        visitor.flush();
    }

    @Override
    public void visitorWritable(boolean writable) {
        if (socket != null) {
            progressed();
            socket.setReading(writable);
        }
    }

    @Override
    public void deviceWritable() {
        progressed();
        visitor.proceed();
    }

    /** The response is all there. */
    void complete(boolean keepsSocket, boolean keepsVisitor) {
        DataSocket used = socket;
        socket = null;
        used.release(keepsSocket && requestBody.isComplete() && !relay.isPiping());
        visitor.exchangeEnded(keepsVisitor && requestBody.isComplete());
    }

    @Override
    public void socketClosed() {
        socket = null;
        if (relay.endsWithConnection()) {
            visitor.exchangeEnded(false);
        } else if (relay.hasBegun()) {
            fail(ErrorCode.SITE_ANSWER_MALFORMED);
        } else if (!bodyTaken && request.isIdempotent() && attempts < MOST_ATTEMPTS) {
            site.submit(this);
        } else {
            fail(ErrorCode.SITE_NOT_LISTENING);
        }
    }

    /** The device's connection is in the middle of something and can't be used again. */
    @Override
    public void visitorClosed() {
        site.forget(this);
        dropSocket();
    }

    /** Ends this with an answer of the gateway's own, or by closing if the device's answer has begun to arrive. */
    @Override
    public void fail(ErrorCode code) {
        site.forget(this);
        dropSocket();
        if (relay.isVisible()) {
            visitor.cut();
        } else {
            visitor.answer(code, request, requestBody.isComplete());
        }
    }

    @Override
    public boolean isSession() {
        return false;
    }

    @Override
    public void refuse(MalformedMessageException reason) {
        fail(reason.code());
    }

    @Override
    public void tick(long now) {
        if (visitor.hasSaidAll() && now - progressAt > MAYBE_GONE_NANOS) {
            visitorClosed();
            visitor.cut();
        } else if (socket == null) {
            if (now - waitingSince > limits.waitTimeout().toNanos()) {
                fail(site.whyNobodyServes(now));
            }
        } else if (!requestBody.isComplete() && isTooSlow(now)) {
            fail(ErrorCode.REQUEST_TIMEOUT);
        } else if (relay.isVisible()) {
            if (now - progressAt > limits.stallTimeout().toNanos() || isInTheWay(now)) {
                fail(ErrorCode.SITE_TIMEOUT);
            }
        } else if (now - progressAt > limits.responseTimeout().toNanos()) {
            fail(ErrorCode.SITE_TIMEOUT);
        }
    }

    /** Who lets a body trickle holds a connection of the device, too. */
    private boolean isTooSlow(long now) {
        boolean excused = !socket.isWritable();
        boolean crowded = site.isCrowded();
        return pace.isTooSlow(now, excused, crowded) || crowded && !excused && !relay.isVisible() && standsStill(now);
    }

    /** Who reads nothing holds a connection of the device: for long only while nobody waits for it. */
    private boolean isInTheWay(long now) {
        return standsStill(now) && !visitor.isWritable() && site.isCrowded();
    }

    private boolean standsStill(long now) {
        return now - progressAt > limits.waitTimeout().toNanos() / 2;
    }

    private void dropSocket() {
        DataSocket used = socket;
        socket = null;
        if (used != null) {
            used.release(false);
        }
    }

    private void progressed() {
        progressAt = System.nanoTime();
    }
}
