package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.protocol.ErrorCode;

class PasswordHasherTest {
    private final PasswordHasher hasher = new PasswordHasher();

    @Test
    void knowsThePasswordAgain() {
        String hash = hasher.hash(People.PASSWORD);
        assertThat(hasher.matches(People.PASSWORD, hash)).isTrue();
        assertThat(hasher.matches(new Secret("correct horse batterz"), hash)).isFalse();
        assertThat(hasher.hash(People.PASSWORD)).isNotEqualTo(hash);
    }

    /** RFC 9106's reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32}. */
    @Test
    void agreesWithTheReferenceImplementation() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(hasher.matches(new Secret("password"), reference)).isTrue();
        assertThat(hasher.matches(new Secret("passwore"), reference)).isFalse();
    }

    @Test
    void takesTheSameTextHoweverItIsComposed() {
        String hash = hasher.hash(new Secret("Z\u00fcrich am See"));
        assertThat(hasher.matches(new Secret("Zu\u0308rich am See"), hash)).isTrue();
    }

    @Property(tries = 20)
    void knowsAnyPasswordAgain(@ForAll @StringLength(min = 1, max = 128) String password) {
        Argon2Hash hash = Argon2Hash.compute(password, new byte[16], 64, 1, 1);
        assertThat(Argon2Hash.parse(hash.encoded()).matches(password)).isTrue();
        assertThat(Argon2Hash.parse(hash.encoded()).matches(password + "x")).isFalse();
    }

    @Test
    void refusesWhatIsNoHash() {
        assertThatThrownBy(() -> hasher.matches(People.PASSWORD, "$2b$10$abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void turnsAwayAFlood() {
        String hash = hasher.hash(People.PASSWORD);
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> crowd = new ArrayList<>();
        for (int person = 0; person < 60; person++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            crowd.add(done);
            new Thread(() -> {
                        try {
                            assertThat(hasher.matches(People.PASSWORD, hash)).isTrue();
                        } catch (ProblemException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                            refused.incrementAndGet();
                        } finally {
                            done.complete(null);
                        }
                    })
                    .start();
        }
        crowd.forEach(CompletableFuture::join);
        assertThat(refused.get()).isBetween(1, 59);
    }
}
