package org.p2pvps.registration;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.container.AsyncResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Topics;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.ErrorCode;

/** Check-ins that wait for a change. None holds a thread; each is answered within {@value #LONGEST_SECONDS} s. */
@Component(
        service = {LongPolls.class, EventHandler.class},
        property = EventConstants.EVENT_TOPIC + "=" + Topics.DEVICE_CHANGED)
public final class LongPolls implements EventHandler {
    static final int LONGEST_SECONDS = 25;

    private record Poll(String seenRevision, AsyncResponse response) {}

    private final DesiredStates states;
    private final Map<UUID, Poll> waiting = new ConcurrentHashMap<>();
    private final ExecutorService waker =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "p2pvps-check-ins"));

    @Activate
    public LongPolls(@Reference DesiredStates states) {
        this.states = states;
    }

    /** Answers at once if there is news, else when there is. A newer poll of the same device takes over from an older one. */
    void await(UUID deviceId, String seenRevision, AsyncResponse response) {
        DesiredState now = states.of(deviceId);
        if (!now.revision().equals(seenRevision)) {
            response.resume(now);
            return;
        }
        Poll poll = new Poll(seenRevision, response);
        response.setTimeoutHandler(late -> finish(deviceId, poll));
        response.setTimeout(LONGEST_SECONDS, TimeUnit.SECONDS);
        Poll older = waiting.put(deviceId, poll);
        if (older != null) {
            older.response().resume(now);
        }
        // A change between the first look and the entry in the table would have woken nobody.
        if (!states.of(deviceId).revision().equals(seenRevision)) {
            finish(deviceId, poll);
        }
    }

    @Override
    public void handleEvent(Event event) {
        UUID deviceId = UUID.fromString((String) event.getProperty(Topics.ID));
        if (waiting.containsKey(deviceId)) {
            waker.execute(() -> wake(deviceId));
        }
    }

    @Deactivate
    void stop() {
        waker.shutdownNow();
        waiting.values().forEach(poll -> poll.response()
                .resume(new ProblemException(
                        ErrorCode.SERVICE_MISSING, "This part of the server is being updated. Check in again.")));
        waiting.clear();
    }

    private void wake(UUID deviceId) {
        Poll poll = waiting.get(deviceId);
        if (poll != null && !states.of(deviceId).revision().equals(poll.seenRevision())) {
            finish(deviceId, poll);
        }
    }

    private void finish(UUID deviceId, Poll poll) {
        if (waiting.remove(deviceId, poll)) {
            answer(deviceId, poll.response());
        }
    }

    private void answer(UUID deviceId, AsyncResponse response) {
        try {
            response.resume(states.of(deviceId));
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }
}
