package org.p2pvps.rest.security;

import java.util.Optional;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.account.Caller;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rest.ApiRequest;

/** Finds out who calls, and whether they may. */
@Priority(Priorities.AUTHENTICATION)
public final class AccessFilter implements ContainerRequestFilter {
    private final AuthenticatorRegistry authenticators;

    public AccessFilter(AuthenticatorRegistry authenticators) {
        this.authenticators = authenticators;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Call call = Call.current();
        AccessRule rule = AccessRule.of(call.method());
        Optional<Caller> caller = rule.open() ? guest(call.request()) : Optional.of(known(call.request()));
        caller.ifPresent(known -> {
            if (!rule.allows(known)) {
                throw new ProblemException(ErrorCode.FORBIDDEN, "You may not do this.");
            }
            context.setSecurityContext(
                    new CallerSecurityContext(known, call.request().isSecure()));
        });
    }

    /** The caller where one is needed. */
    private Caller known(ApiRequest request) {
        Credential credential = Credential.of(request)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.SIGN_IN_REQUIRED, "Sign in, or send a token: Authorization: Bearer ..."));
        if (credential.mayBeForged(request)) {
            throw new ProblemException(
                    ErrorCode.CSRF_HEADER_MISSING, "With the session cookie, send the header 'X-P2PVPS: 1' too.");
        }
        return authenticatorOf(credential).authenticate(credential.token());
    }

    /** The caller where none is needed. A cookie that is no good counts for nothing; a token that is no good is refused. */
    private Optional<Caller> guest(ApiRequest request) {
        return Credential.of(request)
                .filter(credential -> !credential.mayBeForged(request))
                .flatMap(this::guest);
    }

    private Optional<Caller> guest(Credential credential) {
        Optional<Authenticator> authenticator = authenticators.forToken(credential.token());
        try {
            return authenticator.map(known -> known.authenticate(credential.token()));
        } catch (ProblemException e) {
            if (credential.cookie()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Authenticator authenticatorOf(Credential credential) {
        return authenticators.forToken(credential.token()).orElseThrow(() -> absent(credential));
    }

    private static ProblemException absent(Credential credential) {
        return AuthenticatorRegistry.isKind(credential.token())
                ? new ProblemException(
                        ErrorCode.SERVICE_MISSING, "The service that knows your token is not running. Ask again soon.")
                : new ProblemException(ErrorCode.SIGN_IN_REQUIRED, "This is no token of this server.");
    }
}
