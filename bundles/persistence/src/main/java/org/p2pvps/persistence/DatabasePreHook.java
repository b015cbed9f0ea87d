package org.p2pvps.persistence;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.ops4j.pax.jdbc.hook.PreHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.persistence.vault.Vault;

/** Readies a database before anyone sees it: its tables, then its key. While this fails, there is no database. Offered by {@link DatabaseOpening}. */
@Component(service = DatabasePreHook.class)
public final class DatabasePreHook implements PreHook {
    private final Vault vault;

    @Activate
    public DatabasePreHook(@Reference Vault vault) {
        this.vault = vault;
    }

    @Override
    public void prepare(DataSource dataSource) throws SQLException {
        new Migration(dataSource).run();
        vault.open(dataSource);
    }
}
