package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.accounts.People.PASSWORD;
import static org.p2pvps.accounts.People.assertRefused;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import javax.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.accounts.TokenResource.NewTokenJson;
import org.p2pvps.accounts.TokenResource.TokenWish;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

class TokenResourceTest {
    private final People people = new People();
    private SecurityContext olga;

    @BeforeEach
    void signIn() {
        people.olga();
        olga = people.contextOf(people.signIn("olga@example.org", PASSWORD).token());
    }

    private NewTokenJson make(String name, int days) {
        return (NewTokenJson)
                people.tokenResource.make(new TokenWish(name, days), olga).getEntity();
    }

    @Test
    void makesATokenThatLastsAsLongAsWanted() {
        NewTokenJson made = make("backup", 30);
        assertThat(made.token()).startsWith("p2pt_");
        assertThat(made.toString()).doesNotContain(made.token());
        assertThat(people.authenticator.authenticate(new Secret(made.token())).getName())
                .isEqualTo("Olga");
        assertThat(people.tokenResource.list(olga)).singleElement().satisfies(token -> assertThat(token.name())
                .isEqualTo("backup"));
        people.clock.forward(Duration.ofDays(30));
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret(made.token())));
    }

    @Test
    void refusesImpossibleWishes() {
        assertRefused(ErrorCode.FIELD_INVALID, () -> make("backup", 0));
        assertRefused(ErrorCode.FIELD_INVALID, () -> make("backup", -1));
        assertRefused(ErrorCode.FIELD_INVALID, () -> make("backup", 367));
        assertRefused(ErrorCode.FIELD_INVALID, () -> make("", 3));
        assertRefused(ErrorCode.FIELD_INVALID, () -> make(null, 3));
        assertThat(people.tokenResource.list(olga)).isEmpty();
    }

    @Test
    void letsNoTokenMakeAnother() {
        SecurityContext program = people.contextOf(make("backup", 3).token());
        assertRefused(ErrorCode.FORBIDDEN, () -> people.tokenResource.make(new TokenWish("more", 3), program));
    }

    @Test
    void boundsTheirNumber() {
        for (int count = 0; count < 50; count++) {
            make("token " + count, 1);
        }
        assertRefused(ErrorCode.CONFLICT, () -> make("one more", 1));
    }

    @Test
    void deletesOnlyTheCallersOwn() {
        NewTokenJson made = make("backup", 3);
        people.accounts.create("rita@example.org", "Rita", PASSWORD, Set.of(Role.RENTER));
        SecurityContext rita =
                people.contextOf(people.signIn("rita@example.org", PASSWORD).token());
        assertRefused(ErrorCode.NOT_FOUND, () -> people.tokenResource.delete(made.id(), rita));
        assertRefused(ErrorCode.NOT_FOUND, () -> people.tokenResource.delete(UUID.randomUUID(), olga));
        people.tokenResource.delete(made.id(), olga);
        assertRefused(ErrorCode.SESSION_EXPIRED, () -> people.authenticator.authenticate(new Secret(made.token())));
    }
}
