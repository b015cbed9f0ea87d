package org.p2pvps.tunnel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refusals and logs each kind once a connection: a hostile device can't fill the log. */
public final class Refusals {
    /** On the session: who it is that signed in, if it is not the device that its user name names. */
    public static final AttributeKey<String> WHO = new AttributeKey<>();

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final AttributeKey<Set<Refusal>> LOGGED = new AttributeKey<>();
    private static final String KEEP_ALIVE = "keepalive@openssh.com";
    private static final int DETAIL_LENGTH = 80;

    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

    Refusals() {
        for (Refusal refusal : Refusal.values()) {
            counts.put(refusal, new LongAdder());
        }
    }

    /** @param detail what was asked for; text from outside is cleaned here */
    public void refused(Refusal refusal, Session session, String detail) {
        counts.get(refusal).increment();
        if (!firstTime(refusal, session)) {
            return;
        }
        // Strangers knock all day: that is worth info only if it comes from a device.
        if (session.isAuthenticated()) {
            LOG.info("Refused {} to {}: {}", refusal.code(), who(session), clean(detail));
        } else {
            LOG.debug("Refused {} to {}: {}", refusal.code(), session.getRemoteAddress(), clean(detail));
        }
    }

    /** A request about a channel, unless it is Dropbear's way to keep a connection alive. */
    public void refusedOnChannel(Session session, String request) {
        if (!KEEP_ALIVE.equals(request)) {
            refused(Refusal.REQUEST, session, "request " + request + " on a channel");
        }
    }

    long count(Refusal refusal) {
        return counts.get(refusal).sum();
    }

    private static String who(Session session) {
        String who = session.getAttribute(WHO);
        return who == null ? "device " + session.getUsername() : who;
    }

    private static boolean firstTime(Refusal refusal, Session session) {
        synchronized (session) {
            Set<Refusal> logged = session.computeAttributeIfAbsent(LOGGED, key -> EnumSet.noneOf(Refusal.class));
            return logged.add(refusal);
        }
    }

    private static String clean(String detail) {
        String printable = detail.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.substring(0, Math.min(DETAIL_LENGTH, printable.length()));
    }
}
