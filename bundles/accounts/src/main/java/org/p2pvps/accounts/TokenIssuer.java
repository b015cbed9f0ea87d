package org.p2pvps.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;

/** Makes sessions and API tokens. */
@Component(service = TokenIssuer.class)
public final class TokenIssuer {
    private final AccessTokenStore tokens;
    private final Clock clock;

    @Activate
    public TokenIssuer(@Reference AccessTokenStore tokens) {
        this(tokens, Clock.tickMillis(ZoneOffset.UTC));
    }

    TokenIssuer(AccessTokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    IssuedToken issue(UUID accountId, AccessToken.Kind kind, String name, Duration term) {
        Secret secret = TokenSecret.generate(kind);
        Instant now = clock.instant();
        AccessToken token = new AccessToken(
                UUID.randomUUID(), accountId, kind, name, TokenSecret.hash(secret), now, now.plus(term));
        tokens.insert(token);
        return new IssuedToken(secret, token);
    }
}
