package org.p2pvps.localtunnel.gateway;

import org.p2pvps.localtunnel.http.MalformedMessageException;

/** What a visitor's connection is busy with: one request, until it is answered. */
interface Conversation extends Timed {
    /** Begins. It ends by {@link Visitor#exchangeEnded}, perhaps before this returns. */
    void start();

    /** Takes what came from the visitor and belongs to this request. */
    default void takeFromVisitor(Inbox inbox) throws MalformedMessageException {}

    /** Whether the visitor should send more, with {@code buffered} bytes of it waiting. */
    boolean wantsFromVisitor(int buffered);

    /** Whether it can be answered without more from the visitor. */
    default boolean hasWholeRequest() {
        return true;
    }

    /** The visitor can, or can't, be sent more without waiting. */
    default void visitorWritable(boolean writable) {}

    /** The visitor is gone. */
    default void visitorClosed() {}

    /** The request turned out to be malformed. */
    void refuse(MalformedMessageException reason);

    @Override
    default void tick(long now) {}
}
