package org.p2pvps.persistence.vault;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Secret;
import org.p2pvps.persistence.PersistenceConfig;

/** Seals secrets for the database with the key of this server. Before anything is sealed the key must fit the database. */
@Component(service = Vault.class, configurationPid = PersistenceConfig.PID)
@Designate(ocd = PersistenceConfig.class)
public final class Vault {
    private static final String CHECK = "vault/check";

    private final KeyFile keyFile;
    private volatile Sealer sealer;

    @Activate
    public Vault(PersistenceConfig config) {
        this(Path.of(System.getProperty("karaf.base", "")).resolve(config.keyFile()));
    }

    /** A vault whose key is in {@code keyFile}, or will be. */
    public Vault(Path keyFile) {
        this.keyFile = new KeyFile(keyFile.toAbsolutePath());
    }

    /**
     * Opens a database: with its key, or with a new one if nothing in it was ever sealed.
     *
     * @throws SQLException if the key is missing or another one
     */
    public void open(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<String> check = readCheck(connection);
            if (check.isPresent()) {
                sealer = fitting(check.get());
            } else {
                sealer = new Sealer(keyFile.read().orElseGet(keyFile::create));
                writeCheck(connection, sealer.seal("open", CHECK));
            }
        }
    }

    private Sealer fitting(String check) throws SQLException {
        SecretKey key = keyFile.read()
                .orElseThrow(() -> new SQLException("The database's key is missing. Put the file " + keyFile.path()
                        + " back; without it the secrets in the database are lost."));
        Sealer candidate = new Sealer(key);
        try {
            candidate.unseal(check, CHECK);
        } catch (GeneralSecurityException e) {
            throw new SQLException(
                    "The key in " + keyFile.path() + " is not this database's. Put the right file there.", e);
        }
        return candidate;
    }

    private static Optional<String> readCheck(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select sealed_check from vault where vault_id = 'check'");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private static void writeCheck(Connection connection, String check) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into vault (vault_id, sealed_check) values ('check', ?)")) {
            statement.setString(1, check);
            statement.executeUpdate();
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /** Seals a secret for a column of a row; null stays null. */
    public String seal(Secret secret, String column, UUID row) {
        return secret == null ? null : opened().seal(secret.value(), place(column, row));
    }

    /** Opens what {@link #seal} sealed for the same column and row; null stays null. */
    public Secret unseal(String sealed, String column, UUID row) {
        if (sealed == null) {
            return null;
        }
        try {
            return new Secret(opened().unseal(sealed, place(column, row)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The seal of " + place(column, row) + " is broken.", e);
        }
    }

    private Sealer opened() {
        if (sealer == null) {
            throw new IllegalStateException("No database was opened yet.");
        }
        return sealer;
    }

    private static String place(String column, UUID row) {
        return column + "/" + row;
    }
}
