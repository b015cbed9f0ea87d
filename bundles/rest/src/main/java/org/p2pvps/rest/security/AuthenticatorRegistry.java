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

    /** Takes one in, as it comes. */
    @Reference(
            name = "authenticators",
            service = Authenticator.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "remove")
    public void add(Authenticator authenticator) {
        authenticators.add(authenticator);
    }

    /** Forgets one, as it goes. */
    public void remove(Authenticator authenticator) {
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
