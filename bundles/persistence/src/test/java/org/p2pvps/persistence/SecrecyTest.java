package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.p2pvps.persistence.Samples.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;

/** Secrets at rest, and the key they hang on. */
class SecrecyTest {
    private static final String MARKER = "open-sesame-7391";
    private static final String PLAIN = "a-plain-text-2846";

    @TempDir
    Path folder;

    @Test
    @DisabledIfEnvironmentVariable(
            named = "P2PVPS_TEST_POSTGRES",
            matches = ".+",
            disabledReason = "reads Derby's files")
    void leavesNoSecretInTheFiles() throws Exception {
        try (TestDatabase database = TestDatabase.open(folder)) {
            fill(database);
        }
        assertThat(filesWith(PLAIN)).as("the search finds what is not secret").isNotEmpty();
        assertThat(filesWith(MARKER)).isEmpty();
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(TestDatabase.files(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Lease fill(TestDatabase database) {
        Account owner = Samples.account();
        database.accounts.insert(owner);
        Device device = Samples.device(owner.id());
        database.devices.insert(device);
        database.devices.update(device.id(), old -> old.seen(PLAIN, NOW));
        Lease sample = Samples.lease(device.id(), 20_000);
        Lease lease = new Lease(
                sample.id(),
                sample.deviceId(),
                sample.generation(),
                sample.sshPort(),
                sample.subdomain(),
                sample.username(),
                new Secret(MARKER),
                new Secret(MARKER),
                sample.tunnelKey(),
                sample.createdAt(),
                null);
        database.leases.insert(lease);
        database.mails.insert(Samples.mail("a@example.org", "It is " + MARKER, NOW));
        return lease;
    }

    @Test
    void opensAgainWithItsKey() throws Exception {
        Lease lease;
        try (TestDatabase database = TestDatabase.open(folder)) {
            lease = fill(database);
        }
        try (TestDatabase database = TestDatabase.open(folder)) {
            assertThat(database.leases.find(lease.id())).contains(lease);
        }
    }

    @Test
    void keepsItsKeyToItself() throws Exception {
        TestDatabase.open(folder).close();
        Path key = TestDatabase.keyFile(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
        assertThat(key.getParent()).isDirectoryContaining(key::equals).isNotEmptyDirectory();
    }

    @Test
    void refusesAnotherKey() throws Exception {
        TestDatabase.open(folder).close();
        Path key = TestDatabase.keyFile(folder);
        Files.move(key, key.resolveSibling("lost"));
        TestDatabase.open(Files.createDirectory(folder.resolve("other"))).close();
        Files.move(TestDatabase.keyFile(folder.resolve("other")), key);
        assertThatThrownBy(() -> TestDatabase.open(folder))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("not this database's");
    }

    @Test
    void makesNoNewKeyForADatabaseThatHadOne() throws Exception {
        TestDatabase.open(folder).close();
        Path key = TestDatabase.keyFile(folder);
        Files.delete(key);
        assertThatThrownBy(() -> TestDatabase.open(folder))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("key is missing")
                .hasMessageContaining(key.toString());
        assertThat(key).doesNotExist();
    }

    @Test
    void refusesAKeyFileThatIsNone() throws Exception {
        Path key = TestDatabase.keyFile(folder);
        Files.createDirectories(key.getParent());
        Files.writeString(key, "not a key");
        assertThatThrownBy(() -> TestDatabase.open(folder))
                .hasMessageContaining("holds no key")
                .hasMessageNotContaining("not a key");
    }

    @Test
    void opensNoSecretThatWasMovedToAnotherRow() throws Exception {
        try (TestDatabase database = TestDatabase.open(folder)) {
            Lease lease = fill(database);
            execute(database, "update lease set sealed_password = sealed_web_token");
            assertThatThrownBy(() -> database.leases.find(lease.id()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lease/password/" + lease.id());
        }
    }

    @Test
    void startsThoughAKilledServerLeftTheMigrationLock() throws Exception {
        try (TestDatabase database = TestDatabase.open(folder)) {
            execute(database, "update databasechangeloglock set locked = true");
        }
        TestDatabase.open(folder).close();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
