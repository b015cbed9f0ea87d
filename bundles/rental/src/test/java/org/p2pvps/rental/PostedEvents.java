package org.p2pvps.rental;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Remembers what was posted. */
public final class PostedEvents implements EventAdmin {
    private final List<String> topics = new ArrayList<>();

    @Override
    public synchronized void postEvent(Event event) {
        topics.add(event.getTopic());
    }

    @Override
    public void sendEvent(Event event) {
        postEvent(event);
    }

    synchronized List<String> topics() {
        return List.copyOf(topics);
    }
}
