package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.p2pvps.accounts.People.PASSWORD;
import static org.p2pvps.accounts.People.assertRefused;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import javax.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.accounts.SshKeyResource.NewSshKey;
import org.p2pvps.accounts.SshKeyResource.SshKeyJson;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

class SshKeyResourceTest {
    private final People people = new People();
    private SecurityContext olga;
    private UUID olgaId;

    @BeforeEach
    void signIn() {
        olgaId = people.olga().id();
        olga = people.contextOf(people.signIn("olga@example.org", PASSWORD).token());
    }

    private SecurityContext rita() {
        people.accounts.create("rita@example.org", "Rita", PASSWORD, Set.of(Role.RENTER));
        return people.contextOf(people.signIn("rita@example.org", PASSWORD).token());
    }

    private static String key(int number, String comment) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(4 + type.length + 4 + 32)
                .putInt(type.length)
                .put(type)
                .putInt(32)
                .putInt(number);
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob.array()) + comment;
    }

    private SshKeyJson add(String name, String key, SecurityContext who) {
        return (SshKeyJson)
                people.sshKeyResource.add(new NewSshKey(name, key), who).getEntity();
    }

    @Test
    void addsAKeyAndShowsItsFingerprint() {
        SshKeyJson added = add("laptop", key(1, ""), olga);

        assertThat(added.fingerprint()).startsWith("SHA256:");
        assertThat(added.type()).isEqualTo("ssh-ed25519");
        assertThat(people.sshKeyResource.list(olga)).containsExactly(added);
        assertThat(people.keys.holders()).containsEntry(added.fingerprint(), olgaId);
        assertThat(people.keyChanges).containsExactly(olgaId);
    }

    @Test
    void callsAKeyByItsCommentElseByItsType() {
        assertThat(add(null, key(1, " olga@laptop"), olga).name()).isEqualTo("olga@laptop");
        assertThat(add(" ", key(2, ""), olga).name()).isEqualTo("ssh-ed25519");
    }

    @Test
    void refusesWhatIsNoKey() {
        assertRefused(ErrorCode.FIELD_INVALID, () -> add("laptop", "hello", olga));
        assertRefused(ErrorCode.FIELD_INVALID, () -> add("laptop", null, olga));
        assertRefused(ErrorCode.FIELD_INVALID, () -> add("two\nlines", key(1, ""), olga));
        assertThat(people.sshKeyResource.list(olga)).isEmpty();
        assertThat(people.keyChanges).isEmpty();
    }

    @Test
    void refusesAKeyThatIsTaken() {
        add("laptop", key(1, ""), olga);
        SecurityContext rita = rita();

        assertRefused(ErrorCode.SSH_KEY_TAKEN, () -> add("again", key(1, " other comment"), olga));
        assertRefused(ErrorCode.SSH_KEY_TAKEN, () -> add("mine", key(1, ""), rita));
    }

    @Test
    void boundsTheirNumber() {
        for (int number = 0; number < AccountKeys.MOST; number++) {
            add(null, key(number, ""), olga);
        }
        assertRefused(ErrorCode.CONFLICT, () -> add(null, key(AccountKeys.MOST, ""), olga));
    }

    @Test
    void letsNoTokenAddOne() {
        TokenResource.NewTokenJson token = (TokenResource.NewTokenJson) people.tokenResource
                .make(new TokenResource.TokenWish("ci", 3), olga)
                .getEntity();

        assertRefused(ErrorCode.FORBIDDEN, () -> add("laptop", key(1, ""), people.contextOf(token.token())));
    }

    @Test
    void deletesOnlyTheCallersOwn() {
        SshKeyJson added = add("laptop", key(1, ""), olga);
        SecurityContext rita = rita();

        assertRefused(ErrorCode.NOT_FOUND, () -> people.sshKeyResource.delete(added.id(), rita));
        people.sshKeyResource.delete(added.id(), olga);
        assertThat(people.sshKeyResource.list(olga)).isEmpty();
        assertThat(people.keyChanges).containsExactly(olgaId, olgaId);
    }
}
