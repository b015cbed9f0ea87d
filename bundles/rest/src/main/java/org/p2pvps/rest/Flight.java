package org.p2pvps.rest;

import javax.ws.rs.container.AsyncResponse;
import org.apache.cxf.message.Message;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** One request on its way through an endpoint, from the first byte to the last, waits included. */
final class Flight {
    private final ResourceEndpoint endpoint;
    private volatile Message message;
    private volatile boolean waiting;

    Flight(ResourceEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    ResourceEndpoint endpoint() {
        return endpoint;
    }

    void joinedBy(Message newMessage) {
        message = newMessage;
    }

    /** Whether the request was set aside, to be answered later by another thread. */
    boolean waiting() {
        return waiting;
    }

    void setWaiting(boolean newWaiting) {
        waiting = newWaiting;
    }

    /** Answers the request now, if it is waiting for something. */
    void abandon() {
        Message current = message;
        AsyncResponse response = current == null ? null : current.get(AsyncResponse.class);
        if (response != null) {
            response.resume(
                    new ProblemException(ErrorCode.SERVICE_MISSING, "The service was stopped. Ask again soon."));
        }
    }
}
