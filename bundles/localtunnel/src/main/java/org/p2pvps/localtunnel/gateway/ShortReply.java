package org.p2pvps.localtunnel.gateway;

import java.util.function.Consumer;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.MalformedMessageException;
import org.p2pvps.localtunnel.http.RequestHead;

/** An answer of the gateway's own. A body that the visitor sends is not read: its connection ends with the answer. */
final class ShortReply implements Conversation {
    private final Visitor visitor;
    private final RequestHead request;
    private final Body body;
    private final Consumer<Consumer<Answer>> question;
    private boolean gone;

    /** @param question asks for the answer, which may come later but on the event loop */
    ShortReply(Visitor visitor, RequestHead request, Body body, Consumer<Consumer<Answer>> question) {
        this.visitor = visitor;
        this.request = request;
        this.body = body;
        this.question = question;
    }

    @Override
    public void start() {
        question.accept(this::reply);
    }

    @Override
    public boolean wantsFromVisitor(int buffered) {
        return buffered == 0;
    }

    @Override
    public void visitorClosed() {
        gone = true;
    }

    @Override
    public void refuse(MalformedMessageException reason) {
        throw new IllegalStateException("Nothing was read.", reason);
    }

    private void reply(Answer answer) {
        if (!gone) {
            visitor.answer(answer, request, body.isComplete() && request.keepsConnection());
        }
    }
}
