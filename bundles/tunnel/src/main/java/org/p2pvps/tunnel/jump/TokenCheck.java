package org.p2pvps.tunnel.jump;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.Caller;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows people by an API token, given as the password (RFC 4252, 8). It is looked up on a thread of its own: the I/O threads
 * carry everybody's traffic.
 */
final class TokenCheck implements PasswordAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final AttributeKey<Boolean> UNDER_WAY = new AttributeKey<>();
    private static final int LONGEST = 200;

    private final JumpSources sources;
    private final GuessLimit guesses;
    private final Refusals refusals;
    private final Executor executor;

    TokenCheck(JumpSources sources, GuessLimit guesses, Refusals refusals, Executor executor) {
        this.sources = sources;
        this.guesses = guesses;
        this.refusals = refusals;
        this.executor = executor;
    }

    /**
     * Whether a token is being looked up, or was found good. Until that is settled nothing else that the client sends may
     * change who it is.
     */
    static boolean isUnderWay(ServerSession session) {
        return session.getAttribute(UNDER_WAY) != null;
    }

    @Override
    public boolean authenticate(String username, String password, ServerSession session) {
        if (isUnderWay(session)) {
            return false;
        }
        if (!JumpHost.USER.equals(username)) {
            return refuse(Refusal.PASSWORD, session);
        }
        if (!guesses.allows(session.getClientAddress())) {
            return refuse(Refusal.GUESSES, session);
        }
        if (!password.startsWith(Authenticator.API_TOKEN_PREFIX) || password.length() > LONGEST) {
            return refuse(Refusal.TOKEN_UNKNOWN, session);
        }
        throw lookUp(new Secret(password), session);
    }

    private AsyncAuthException lookUp(Secret token, ServerSession session) {
        AsyncAuthException result = new AsyncAuthException();
        session.setAttribute(UNDER_WAY, true);
        try {
            executor.execute(() -> result.setAuthed(isGood(token, session)));
        } catch (RejectedExecutionException busy) {
            refuse(Refusal.BUSY, session);
            session.removeAttribute(UNDER_WAY);
            result.setAuthed(false);
        }
        return result;
    }

    private boolean isGood(Secret token, ServerSession session) {
        Optional<Caller> caller = callerWith(token);
        if (caller.isEmpty()) {
            refuse(Refusal.TOKEN_UNKNOWN, session);
            session.removeAttribute(UNDER_WAY);
            return false;
        }
        guesses.succeeded(session.getClientAddress());
        Caller person = caller.get();
        session.setAttribute(JumpPerson.SHOWN, JumpPerson.withToken(person.id(), person.tokenId()));
        return true;
    }

    private Optional<Caller> callerWith(Secret token) {
        try {
            return sources.authenticators().stream()
                    .filter(authenticator -> authenticator.knows(token))
                    .findFirst()
                    .map(authenticator -> authenticator.authenticate(token));
        } catch (ProblemException unknown) {
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.debug("A token can't be looked up now", e);
            return Optional.empty();
        }
    }

    private boolean refuse(Refusal refusal, Session session) {
        refusals.refused(refusal, session, "password");
        return false;
    }
}
