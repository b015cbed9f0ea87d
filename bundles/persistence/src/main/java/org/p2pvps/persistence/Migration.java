package org.p2pvps.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings a database's tables to this version. A migration that was cut short is done again as a whole. One that ended is
 * tagged with the change log's digest, and the next start of the same version finds the tag and is spared Liquibase.
 */
final class Migration {
    private static final String TAGGED = "select 1 from databasechangelog where tag = ?";
    /** Else Liquibase would report its use over the network, and talk to the console. */
    private static final Map<String, Object> SETTINGS =
            Map.of("liquibase.analytics.enabled", false, Scope.Attr.ui.name(), new LoggerUIService());

    private final DataSource dataSource;

    Migration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Says whether there was something to do. */
    boolean run() throws SQLException {
        String version = ChangeLog.digest();
        if (isTagged(version)) {
            return false;
        }
        migrateTo(version);
        return true;
    }

    private boolean isTagged(String version) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            try (PreparedStatement query = connection.prepareStatement(TAGGED)) {
                query.setString(1, version);
                return query.executeQuery().next();
            } catch (SQLException e) {
                // A new database does not have this table.
                return false;
            }
        }
    }

    private void migrateTo(String version) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Liquibase looks for its parts with this one.
        thread.setContextClassLoader(Migration.class.getClassLoader());
        try (Connection connection = dataSource.getConnection()) {
            Scope.child(SETTINGS, () -> update(connection, version));
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("The database's tables can't be brought to this version: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Liquibase isn't closed, the connection is: closing it would stop the whole Derby. */
    private static void update(Connection connection, String version) throws LiquibaseException {
        Liquibase liquibase = new Liquibase(
                ChangeLog.PATH,
                new ClassLoaderResourceAccessor(Migration.class.getClassLoader()),
                new JdbcConnection(connection));
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        // One server has one database: a lock that is left was left by a server that was killed.
        liquibase.forceReleaseLocks();
        liquibase.update(new Contexts());
        liquibase.tag(version);
    }
}
