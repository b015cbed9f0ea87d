package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.accounts.People.PASSWORD;
import static org.p2pvps.accounts.People.assertRefused;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Caller;
import org.p2pvps.protocol.ErrorCode;

class SignInTest {
    private static final Secret WRONG = new Secret("wrong horse battery");

    private final People people = new People();

    @Test
    void givesASessionThatIsKnownFromThenOn() {
        Account olga = people.olga();
        SessionResource.SessionJson session = people.signIn(" Olga@Example.ORG ", PASSWORD);
        assertThat(session.token()).startsWith("p2ps_").hasSizeGreaterThan(45);
        assertThat(session.account().email()).isEqualTo("olga@example.org");
        assertThat(session.toString()).doesNotContain(session.token());
        Caller caller = people.authenticator.authenticate(new Secret(session.token()));
        assertThat(caller.id()).isEqualTo(olga.id());
        assertThat(caller.roles()).isEqualTo(olga.roles());
        assertThat(people.tokens.all()).noneMatch(token -> session.token().contains(token.hash()));
    }

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() {
        people.olga();
        SessionResource.Credentials credentials = new SessionResource.Credentials("olga@example.org", PASSWORD);
        Response plain = people.sessionResource.signIn(credentials, People.uri("http"));
        assertThat(plain.getStatus()).isEqualTo(201);
        assertThat(plain.getHeaderString("Set-Cookie"))
                .startsWith("p2pvps_session=p2ps_")
                .contains("HttpOnly", "SameSite=Strict", "Max-Age=43200", "Path=/")
                .doesNotContain("Secure");
        Response secure = people.sessionResource.signIn(credentials, People.uri("https"));
        assertThat(secure.getHeaderString("Set-Cookie")).contains("; Secure");
    }

    @Test
    void doesNotTellAWrongPasswordFromAnUnknownAddress() {
        people.olga();
        String wrong = messageOf(() -> people.signIn("olga@example.org", WRONG));
        String unknown = messageOf(() -> people.signIn("nobody@example.org", WRONG));
        assertThat(unknown).isEqualTo(wrong);
        assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("olga@example.org", WRONG));
        assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("olga@example.org", new Secret("x".repeat(5000))));
        assertRefused(ErrorCode.FIELD_INVALID, () -> people.signIn(null, PASSWORD));
        assertRefused(ErrorCode.FIELD_INVALID, () -> people.signIn("olga@example.org", null));
        assertThat(people.tokens.all()).isEmpty();
    }

    @Test
    void buyerWhomOnlyAMarketKnowsCanNotSignIn() {
        people.store.insert(
                new Account(UUID.randomUUID(), "market:peer", "Peer", "", Set.of(), people.clock.instant()));
        assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("market:peer", PASSWORD));
        assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("market:peer", new Secret("")));
    }

    private static String messageOf(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            return e.getMessage();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void slowsDownWhoGuesses() {
        people.olga();
        for (int guess = 0; guess < SignInThrottle.MOST_FAILURES; guess++) {
            assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("olga@example.org", WRONG));
        }
        assertRefused(ErrorCode.RATE_LIMITED, () -> people.signIn("OLGA@example.org", PASSWORD));
        people.clock.forward(FailureCount.FORGETTING);
        assertThat(people.signIn("olga@example.org", PASSWORD).token()).isNotEmpty();
        for (int guess = 0; guess < SignInThrottle.MOST_FAILURES; guess++) {
            assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("olga@example.org", WRONG));
        }
    }

    @Test
    void slowsDownWhoGuessesAtNobody() {
        for (int guess = 0; guess < SignInThrottle.MOST_FAILURES; guess++) {
            assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("nobody@example.org", WRONG));
        }
        assertRefused(ErrorCode.RATE_LIMITED, () -> people.signIn("nobody@example.org", WRONG));
    }

    @Test
    void remembersNoAddressThatNobodyCanHave() {
        String address = "n".repeat(EmailAddress.LONGEST) + "@example.org";
        for (int guess = 0; guess <= SignInThrottle.MOST_FAILURES; guess++) {
            assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn(address, WRONG));
        }
    }

    @Test
    void endsWithTheSession() {
        people.olga();
        String token = people.signIn("olga@example.org", PASSWORD).token();
        people.clock.forward(Duration.ofHours(12).minusSeconds(1));
        people.authenticator.authenticate(new Secret(token));
        people.clock.forward(Duration.ofSeconds(1));
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret(token)));
        assertThat(people.tokens.all()).hasSize(1);
        people.clock.forward(Duration.ofSeconds(1));
        ExpiredTokenSweep.sweep(people.tokens, people.clock);
        assertThat(people.tokens.all()).isEmpty();
    }

    @Test
    void endsBySigningOut() {
        people.olga();
        String token = people.signIn("olga@example.org", PASSWORD).token();
        String other = people.signIn("olga@example.org", PASSWORD).token();
        Response answer = people.sessionResource.signOut(people.contextOf(token), People.uri("http"));
        assertThat(answer.getStatus()).isEqualTo(204);
        assertThat(answer.getHeaderString("Set-Cookie"))
                .startsWith("p2pvps_session=;")
                .contains("Max-Age=0");
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret(token)));
        people.authenticator.authenticate(new Secret(other));
    }

    @Test
    void knowsItsOwnKindsOfTokensOnly() {
        assertThat(people.authenticator.knows(new Secret("p2ps_x"))).isTrue();
        assertThat(people.authenticator.knows(new Secret("p2pt_x"))).isTrue();
        assertThat(people.authenticator.knows(new Secret("p2pd_x"))).isFalse();
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret("p2ps_")));
    }
}
