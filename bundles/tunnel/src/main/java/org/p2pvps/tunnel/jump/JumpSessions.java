package org.p2pvps.tunnel.jump;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.tunnel.DeviceAccess.Reachable;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The people who are at the jump host now. Whoever's key or token is gone is cut, and every connection without its right. */
final class JumpSessions implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(JumpSessions.class);
    private static final int MOST_OF_ONE = 32;

    private final Map<Session, JumpPerson> people = new ConcurrentHashMap<>();
    private final JumpSources sources;
    private final KeyHolders holders;
    private final JumpTargets targets;
    private final Refusals refusals;
    private final Clock clock;

    JumpSessions(JumpSources sources, KeyHolders holders, JumpTargets targets, Refusals refusals, Clock clock) {
        this.sources = sources;
        this.holders = holders;
        this.targets = targets;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated && JumpHost.USER.equals(session.getUsername())) {
            JumpPerson person = JumpPerson.of(session);
            session.setAttribute(Refusals.WHO, person.toString());
            if (sessionsOf(person.accountId()) >= MOST_OF_ONE) {
                refusals.refused(Refusal.CONNECTIONS, session, "sign-in");
                disconnect(session, SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, "Too many connections");
                return;
            }
            people.put(session, person);
            if (!session.isOpen()) {
                people.remove(session);
            }
        }
    }

    @Override
    public void sessionClosed(Session session) {
        people.remove(session);
    }

    /** Looks at everybody again. */
    void enforce() {
        people.forEach((session, person) -> {
            if (!isKnown(person)) {
                LOG.info("The key or token of {} is gone: its connection is cut", person);
                cutAllBut(session, Set.of());
                disconnect(session, SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "Your key or token is gone");
            }
        });
        Map<UUID, List<Session>> byAccount = people.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getValue().accountId(),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        byAccount.forEach(this::enforceReach);
    }

    private void enforceReach(UUID accountId, List<Session> sessions) {
        Optional<Set<UUID>> leases = targets.lookUp(accountId)
                .map(reachable -> reachable.stream().map(Reachable::leaseId).collect(Collectors.toSet()));
        leases.ifPresent(allowed -> sessions.forEach(session -> cutAllBut(session, allowed)));
    }

    private static void cutAllBut(Session session, Set<UUID> leases) {
        ConnectionService service = session.getService(ConnectionService.class);
        if (service instanceof JumpConnectionService jumps) {
            jumps.cutAllBut(leases::contains);
        }
    }

    /** While that can't be told, whoever is in stays in. */
    private boolean isKnown(JumpPerson person) {
        if (person.fingerprint() != null) {
            return holders.holds(person.accountId(), person.fingerprint());
        }
        try {
            return sources.tokens()
                    .map(store -> isGood(store, person.tokenId()))
                    .orElse(true);
        } catch (RuntimeException e) {
            LOG.debug("A token can't be looked up now", e);
            return true;
        }
    }

    private boolean isGood(AccessTokenStore store, UUID tokenId) {
        return store.find(tokenId)
                .filter(token -> token.expiresAt().isAfter(clock.instant()))
                .isPresent();
    }

    private long sessionsOf(UUID accountId) {
        return people.values().stream()
                .filter(person -> person.accountId().equals(accountId))
                .count();
    }

    private static void disconnect(Session session, int reason, String message) {
        try {
            session.disconnect(reason, message);
        } catch (IOException e) {
            LOG.debug("A farewell could not be sent", e);
            session.close(true);
        }
    }
}
