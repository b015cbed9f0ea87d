package org.p2pvps.tunnel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;

/**
 * Watches the connections that have not signed in yet. One subscriber may have some and no more. Where so many are there that
 * others have to wait, the slowest make room: whoever means it is done within a moment.
 */
final class Handshakes implements SessionListener, Runnable {
    private final Map<Subscriber, Integer> bySubscriber = new HashMap<>();
    private final Map<Session, Pending> pending = new LinkedHashMap<>();
    private final int limitOfAddress;
    private final Refusals refusals;
    private final BooleanSupplier othersWait;
    private final Patience patience = new Patience();

    private record Pending(Subscriber from, long since) {}

    /** @param othersWait whether more connections wait to be accepted than may */
    Handshakes(int limitOfAddress, Refusals refusals, BooleanSupplier othersWait) {
        this.limitOfAddress = limitOfAddress;
        this.refusals = refusals;
        this.othersWait = othersWait;
    }

    @Override
    public void sessionCreated(Session session) {
        if (!begin(session, Subscriber.of(session.getRemoteAddress()))) {
            refusals.refused(Refusal.HANDSHAKES_OF_ADDRESS, session, "a connection");
            session.close(true);
        }
    }

    /** Who does not speak SSH, a port scanner for one, hears the greeting and no more: sshd would answer in its own words. */
    @Override
    public void sessionPeerIdentificationLine(Session session, String line, List<String> extraLines) {
        if (!SessionContext.isValidVersionPrefix(line)) {
            session.close(true);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            signedIn(session);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        end(session);
    }

    /** Often, while the server runs. */
    @Override
    public void run() {
        if (othersWait.getAsBoolean()) {
            for (Session slow : slowest()) {
                giveUp(slow);
            }
        }
    }

    private synchronized List<Session> slowest() {
        long now = System.nanoTime();
        long longest = patience.now().toNanos();
        return pending.entrySet().stream()
                .takeWhile(entry -> now - entry.getValue().since() > longest)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Unless it has signed in since. */
    private void giveUp(Session slow) {
        if (end(slow)) {
            refusals.refused(Refusal.HANDSHAKES, slow, "a connection that did not sign in");
            slow.close(true);
        }
    }

    private synchronized void signedIn(Session session) {
        Pending done = pending.get(session);
        if (end(session)) {
            patience.signedInAfter(System.nanoTime() - done.since());
        }
    }

    private synchronized boolean begin(Session session, Subscriber from) {
        if (bySubscriber.getOrDefault(from, 0) >= limitOfAddress) {
            return false;
        }
        bySubscriber.merge(from, 1, Integer::sum);
        pending.put(session, new Pending(from, System.nanoTime()));
        return true;
    }

    /** @return whether it was pending */
    private synchronized boolean end(Session session) {
        Pending ended = pending.remove(session);
        if (ended != null) {
            bySubscriber.computeIfPresent(ended.from(), (key, count) -> count == 1 ? null : count - 1);
        }
        return ended != null;
    }
}
