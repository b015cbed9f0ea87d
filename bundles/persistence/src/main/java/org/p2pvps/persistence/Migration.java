package org.p2pvps.persistence;

import java.sql.Connection;
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

/** Brings a database's tables to this version. A migration that was cut short is done again as a whole. */
final class Migration {
    private static final String CHANGELOG = "migrations/changelog.yaml";
    /** Else Liquibase would report its use over the network, and talk to the console. */
    private static final Map<String, Object> SETTINGS =
            Map.of("liquibase.analytics.enabled", false, Scope.Attr.ui.name(), new LoggerUIService());

    private final DataSource dataSource;

    Migration(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void run() throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Liquibase looks for its parts with this one.
        thread.setContextClassLoader(Migration.class.getClassLoader());
        try (Connection connection = dataSource.getConnection()) {
            Scope.child(SETTINGS, () -> update(connection));
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("The database's tables can't be brought to this version: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Liquibase isn't closed, the connection is: closing it would stop the whole Derby. */
    private static void update(Connection connection) throws LiquibaseException {
        Liquibase liquibase = new Liquibase(
                CHANGELOG,
                new ClassLoaderResourceAccessor(Migration.class.getClassLoader()),
                new JdbcConnection(connection));
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        // One server has one database: a lock that is left was left by a server that was killed.
        liquibase.forceReleaseLocks();
        liquibase.update(new Contexts());
    }
}
