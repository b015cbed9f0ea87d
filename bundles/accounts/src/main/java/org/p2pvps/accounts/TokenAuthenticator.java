package org.p2pvps.accounts;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.Caller;
import org.p2pvps.protocol.ErrorCode;

/** Knows people by their session or API token. */
@Component(service = Authenticator.class)
public final class TokenAuthenticator implements Authenticator {
    private final AccountStore accounts;
    private final AccessTokenStore tokens;
    private final Clock clock;

    @Activate
    public TokenAuthenticator(@Reference AccountStore accounts, @Reference AccessTokenStore tokens) {
        this(accounts, tokens, Clock.systemUTC());
    }

    TokenAuthenticator(AccountStore accounts, AccessTokenStore tokens, Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public boolean knows(Secret bearer) {
        return bearer.value().startsWith(SESSION_PREFIX) || bearer.value().startsWith(API_TOKEN_PREFIX);
    }

    @Override
    public Caller authenticate(Secret bearer) {
        AccessToken token = tokens.byHash(TokenSecret.hash(bearer))
                .filter(found -> found.expiresAt().isAfter(clock.instant()))
                .orElseThrow(TokenAuthenticator::expired);
        Account account = accounts.find(token.accountId()).orElseThrow(TokenAuthenticator::expired);
        return new Caller(account.id(), account.name(), account.roles(), token.id());
    }

    private static ProblemException expired() {
        return new ProblemException(ErrorCode.SESSION_EXPIRED, "The session or token has ended. Sign in again.");
    }
}
