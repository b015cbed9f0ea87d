package org.p2pvps.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

/** Knows the callers a test names. */
final class FakeAuthenticator implements Authenticator {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final List<String> prefixes;
    private RuntimeException failure;

    FakeAuthenticator(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    void let(String token, String name, Role... roles) {
        callers.put(token, new Caller(UUID.randomUUID(), name, Set.of(roles), UUID.randomUUID()));
    }

    void failWith(RuntimeException newFailure) {
        failure = newFailure;
    }

    @Override
    public boolean knows(Secret bearer) {
        return prefixes.stream().anyMatch(bearer.value()::startsWith);
    }

    @Override
    public Caller authenticate(Secret bearer) {
        if (failure != null) {
            throw failure;
        }
        Caller caller = callers.get(bearer.value());
        if (caller == null) {
            throw new ProblemException(ErrorCode.SESSION_EXPIRED, "It has ended.");
        }
        return caller;
    }
}
