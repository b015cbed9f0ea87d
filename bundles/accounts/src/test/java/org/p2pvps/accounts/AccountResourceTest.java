package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.accounts.People.PASSWORD;
import static org.p2pvps.accounts.People.assertRefused;

import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.accounts.AccountResource.AccountChange;
import org.p2pvps.accounts.AccountResource.SignUp;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

class AccountResourceTest {
    private static final Secret NEW = new Secret("another good password");

    private final People people = new People();

    private Response signUp(String email, String name, String password) {
        return people.accountResource.signUp(new SignUp(email, name, password == null ? null : new Secret(password)));
    }

    @Test
    void makesOwnersAndRenters() {
        Response answer = signUp(" Rita@Example.org", " Rita ", PASSWORD.value());
        assertThat(answer.getStatus()).isEqualTo(201);
        AccountJson account = (AccountJson) answer.getEntity();
        assertThat(account.email()).isEqualTo("rita@example.org");
        assertThat(account.name()).isEqualTo("Rita");
        assertThat(account.roles()).containsExactly(Role.OWNER, Role.RENTER);
        Account kept = people.store.byEmail("rita@example.org").orElseThrow();
        assertThat(kept.passwordHash())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .doesNotContain(PASSWORD.value());
    }

    @Test
    void takesAnAddressOnce() {
        people.olga();
        assertRefused(ErrorCode.EMAIL_TAKEN, () -> signUp("OLGA@example.org", "Other", PASSWORD.value()));
        assertThat(people.store.all()).hasSize(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "olga",
                "@example.org",
                "olga@",
                "o l@example.org",
                "olga@example..org",
                "olga@-x.org",
                "olga@example.org\nBcc: x@y",
                "olga@example.org, x@y",
                "<olga@example.org>",
                "ölga@example.org"
            })
    void refusesWhatIsNoAddress(String email) {
        assertRefused(ErrorCode.FIELD_INVALID, () -> signUp(email, "Olga", PASSWORD.value()));
        assertThat(people.store.all()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "short",
                "123456789",
                "aaaaaaaaaaaaaa",
                "abababababab",
                "olga.admin@example.org",
                "OLGA.ADMIN"
            })
    void refusesWeakPasswords(String password) {
        assertRefused(ErrorCode.FIELD_INVALID, () -> signUp("olga.admin@example.org", "Olga", password));
        assertRefused(ErrorCode.FIELD_INVALID, () -> signUp("olga@example.org", "Olga", "x1y2z".repeat(26)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0007b"})
    void refusesBadNames(String name) {
        assertRefused(ErrorCode.FIELD_INVALID, () -> signUp("olga@example.org", name, PASSWORD.value()));
        assertRefused(ErrorCode.FIELD_INVALID, () -> signUp("olga@example.org", "x".repeat(101), PASSWORD.value()));
    }

    @Test
    void changesTheName() {
        people.olga();
        SecurityContext olga =
                people.contextOf(people.signIn("olga@example.org", PASSWORD).token());
        people.accountResource.change(new AccountChange("Olga B.", null, null), olga);
        assertThat(people.accountResource.me(olga).name()).isEqualTo("Olga B.");
        assertRefused(
                ErrorCode.FIELD_INVALID, () -> people.accountResource.change(new AccountChange("", null, null), olga));
    }

    @Test
    void changesThePasswordAndEndsOtherSessions() {
        people.olga();
        String mine = people.signIn("olga@example.org", PASSWORD).token();
        String other = people.signIn("olga@example.org", PASSWORD).token();
        people.accountResource.change(new AccountChange(null, NEW, PASSWORD), people.contextOf(mine));
        people.authenticator.authenticate(new Secret(mine));
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret(other)));
        assertRefused(ErrorCode.SIGN_IN_FAILED, () -> people.signIn("olga@example.org", PASSWORD));
        assertThat(people.signIn("olga@example.org", NEW).token()).isNotEmpty();
    }

    @Test
    void wantsTheCurrentPasswordForANewOne() {
        people.olga();
        String token = people.signIn("olga@example.org", PASSWORD).token();
        SecurityContext olga = people.contextOf(token);
        assertRefused(
                ErrorCode.FIELD_INVALID, () -> people.accountResource.change(new AccountChange("X", NEW, null), olga));
        assertRefused(
                ErrorCode.FIELD_INVALID, () -> people.accountResource.change(new AccountChange("X", NEW, NEW), olga));
        assertRefused(
                ErrorCode.FIELD_INVALID,
                () -> people.accountResource.change(new AccountChange("X", new Secret("short"), PASSWORD), olga));
        assertThat(people.accountResource.me(olga).name()).isEqualTo("Olga");
        assertThat(people.signIn("olga@example.org", PASSWORD).token()).isNotEmpty();
    }
}
