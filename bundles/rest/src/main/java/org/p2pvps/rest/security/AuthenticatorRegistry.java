package org.p2pvps.rest.security;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Authenticator;

/** The authenticators that are registered at the moment. */
@Component(service = AuthenticatorRegistry.class)
public final class AuthenticatorRegistry {
    private static final List<String> PREFIXES =
            List.of(Authenticator.SESSION_PREFIX, Authenticator.API_TOKEN_PREFIX, Authenticator.DEVICE_KEY_PREFIX);

    private final List<Authenticator> authenticators = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAuthenticator(Authenticator authenticator) {
        authenticators.add(authenticator);
    }

    void removeAuthenticator(Authenticator authenticator) {
        authenticators.remove(authenticator);
    }

    /** The authenticator for a token; empty if it is not running, or the token is of no known kind. */
    Optional<Authenticator> forToken(Secret token) {
        return authenticators.stream()
                .filter(authenticator -> authenticator.knows(token))
                .findFirst();
    }

    /** Whether tokens of this kind exist, be their authenticator running or not. */
    static boolean isKind(Secret token) {
        return PREFIXES.stream().anyMatch(token.value()::startsWith);
    }
}
