package org.p2pvps.persistence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    @TempDir
    Path folder;

    @Test
    void databaseOfThisVersionIsLeftAlone() throws SQLException {
        try (TestDatabase database = TestDatabase.open(folder)) {
            assertFalse(new Migration(database.dataSource()).run());
        }
    }

    @Test
    void databaseOfAnotherVersionIsMigrated() throws SQLException {
        try (TestDatabase database = TestDatabase.open(folder)) {
            execute(database, "update databasechangelog set tag = 'another version' where tag is not null");
            assertTrue(new Migration(database.dataSource()).run());
            assertFalse(new Migration(database.dataSource()).run());
        }
    }

    @Test
    void lockOfAServerThatWasKilledDoesNotHoldTheNextOne() throws SQLException {
        try (TestDatabase database = TestDatabase.open(folder)) {
            execute(database, "update databasechangelog set tag = null");
            execute(database, "update databasechangeloglock set locked = true");
            assertTrue(new Migration(database.dataSource()).run());
            assertFalse(new Migration(database.dataSource()).run());
        }
    }

    private static void execute(TestDatabase database, String statement) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().executeUpdate(statement);
        }
    }
}
