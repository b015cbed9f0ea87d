package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.Topics;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

/** The bundle's services, wired over stores in memory. */
final class People implements Transactions {
    static final Secret PASSWORD = new Secret("correct horse battery");

    final MovableClock clock = new MovableClock();
    final MemoryAccounts store = new MemoryAccounts();
    final MemoryTokens tokens = new MemoryTokens();
    final PasswordHasher hasher = new PasswordHasher();
    final Accounts accounts = new Accounts(store, tokens, this, hasher, clock);
    final SignIn signIn = new SignIn(store, hasher, clock);
    final TokenIssuer issuer = new TokenIssuer(tokens, clock);
    final TokenAuthenticator authenticator = new TokenAuthenticator(store, tokens, clock);
    final AccountResource accountResource = new AccountResource(accounts, store, signIn);
    final SessionResource sessionResource = new SessionResource(signIn, issuer, tokens, new FixedConfig());
    final SessionCheck sessionCheck = new SessionCheck(tokens);
    final TokenResource tokenResource = new TokenResource(tokens, issuer, sessionCheck);
    final MemoryKeys keys = new MemoryKeys();
    final List<UUID> keyChanges = new ArrayList<>();
    final SshKeyResource sshKeyResource =
            new SshKeyResource(new AccountKeys(keys, new RecordingEvents(keyChanges), clock), sessionCheck);

    @Override
    public <T> T call(Supplier<T> work) {
        return work.get();
    }

    Account olga() {
        return accounts.create("olga@example.org", "Olga", PASSWORD, Set.of(Role.OWNER, Role.RENTER));
    }

    SessionResource.SessionJson signIn(String email, Secret password) {
        return (SessionResource.SessionJson) sessionResource
                .signIn(new SessionResource.Credentials(email, password), uri("http"))
                .getEntity();
    }

    SecurityContext contextOf(String token) {
        return contextOf(authenticator.authenticate(new Secret(token)));
    }

    static SecurityContext contextOf(Caller caller) {
        return new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return caller;
            }

            @Override
            public boolean isUserInRole(String role) {
                return caller.is(Role.valueOf(role));
            }

            @Override
            public boolean isSecure() {
                return false;
            }

            @Override
            public String getAuthenticationScheme() {
                return "BEARER";
            }
        };
    }

    static UriInfo uri(String scheme) {
        return (UriInfo) Proxy.newProxyInstance(
                People.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> URI.create(scheme + "://localhost:8080/api/v1"));
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }

    /** Remembers whose keys changed. */
    record RecordingEvents(List<UUID> changes) implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            assertThat(event.getTopic()).isEqualTo(Topics.ACCOUNT_KEYS_CHANGED);
            changes.add(UUID.fromString((String) event.getProperty(Topics.ID)));
        }

        @Override
        public void sendEvent(Event event) {
            throw new UnsupportedOperationException("Nobody is to wait for handlers.");
        }
    }

    /** The settings as they are when nobody changed them. */
    record FixedConfig() implements AccountsConfig {
        @Override
        public String adminEmail() {
            return "admin@localhost";
        }

        @Override
        public String firstAdminFile() {
            return "";
        }

        @Override
        public int sessionHours() {
            return 12;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AccountsConfig.class;
        }
    }
}
