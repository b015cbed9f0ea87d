package org.p2pvps.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Role;

class FirstAdminTest {
    @TempDir
    private Path folder;

    private final People people = new People();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private Path file() {
        return folder.resolve("state/first-admin.txt");
    }

    private void start() {
        new FirstAdmin(
                people.accounts,
                people.store,
                "admin@localhost",
                new FirstAdminFile(file()),
                new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @Test
    void makesAnAdminWithARandomPasswordOnce() throws IOException {
        start();
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("email=admin@localhost");
        String password = lines.get(1).substring("password=".length());
        assertThat(password).hasSize(20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(console.toString(StandardCharsets.UTF_8)).containsOnlyOnce(password);
        assertThat(people.signIn("admin@localhost", new Secret(password))
                        .account()
                        .roles())
                .contains(Role.ADMIN);

        Files.delete(file());
        console.reset();
        start();
        assertThat(file()).doesNotExist();
        assertThat(console.size()).isZero();
        assertThat(people.store.all()).hasSize(1);
    }

    @Test
    void startsOverAfterACrashBeforeTheAccountWasKept() throws IOException {
        new FirstAdminFile(file()).write("admin@localhost", new Secret("never-kept"));
        start();
        assertThat(Files.readString(file())).doesNotContain("never-kept");
        assertThat(people.store.hasAdmin()).isTrue();
    }

    @Test
    void leavesNoFileIfTheAddressIsTaken() {
        people.accounts.create("admin@localhost", "Mallory", People.PASSWORD, Set.of(Role.RENTER));
        start();
        assertThat(file()).doesNotExist();
        assertThat(people.store.hasAdmin()).isFalse();
        assertThat(console.size()).isZero();
    }
}
