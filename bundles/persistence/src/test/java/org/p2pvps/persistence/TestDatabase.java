package org.p2pvps.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import javax.sql.DataSource;
import org.p2pvps.persistence.account.JpaAccessTokenStore;
import org.p2pvps.persistence.account.JpaAccountKeyStore;
import org.p2pvps.persistence.account.JpaAccountStore;
import org.p2pvps.persistence.device.JpaDeviceStore;
import org.p2pvps.persistence.device.JpaLeaseStore;
import org.p2pvps.persistence.ledger.JpaLedgerStore;
import org.p2pvps.persistence.mail.JpaMailPreferenceStore;
import org.p2pvps.persistence.mail.JpaMailStore;
import org.p2pvps.persistence.market.JpaListingStore;
import org.p2pvps.persistence.openbazaar.JpaPublishedOfferStore;
import org.p2pvps.persistence.openbazaar.JpaTrackedSaleStore;
import org.p2pvps.persistence.openbazaar.JpaWalletPaymentStore;
import org.p2pvps.persistence.rental.JpaOrderStore;
import org.p2pvps.persistence.rental.JpaPaymentStore;
import org.p2pvps.persistence.rental.JpaRefundStore;
import org.p2pvps.persistence.rental.JpaRentalStore;
import org.p2pvps.persistence.rental.JpaSettlementStore;
import org.p2pvps.persistence.site.JpaCustomDomainStore;
import org.p2pvps.persistence.site.JpaSiteChoiceStore;
import org.p2pvps.persistence.traffic.JpaTrafficStore;
import org.p2pvps.persistence.uptime.JpaOutageStore;
import org.p2pvps.persistence.uptime.JpaServerLifeStore;
import org.p2pvps.persistence.vault.Vault;

/**
 * The whole bundle on a real database, as the server has it: pool, migrations, key, unit, stores. Derby in {@code folder};
 * or PostgreSQL, in a schema named after the folder, if {@code P2PVPS_TEST_POSTGRES} holds a JDBC URL.
 */
public final class TestDatabase implements AutoCloseable {
    /** On a machine that is busy with other things Derby takes longer than the usual half minute to make its files. */
    private static final long PATIENCE_MILLIS = 180_000;

    static final String POSTGRES = System.getenv("P2PVPS_TEST_POSTGRES");

    public final HikariDataSource pool;
    public final EntityManagerFactory factory;
    public final JpaTransactions transactions;
    public final JpaAccountStore accounts;
    public final JpaAccessTokenStore tokens;
    public final JpaAccountKeyStore accountKeys;
    public final JpaDeviceStore devices;
    public final JpaLeaseStore leases;
    public final JpaOrderStore orders;
    public final JpaRentalStore rentals;
    public final JpaPaymentStore payments;
    public final JpaRefundStore refunds;
    public final JpaSettlementStore settlements;
    public final JpaLedgerStore ledger;
    public final JpaListingStore listings;
    public final JpaOutageStore outages;
    public final JpaServerLifeStore serverLives;
    public final JpaMailStore mails;
    public final JpaMailPreferenceStore mailPreferences;
    public final JpaTrackedSaleStore sales;
    public final JpaPublishedOfferStore offers;
    public final JpaWalletPaymentStore walletPayments;
    public final JpaSiteChoiceStore siteChoices;
    public final JpaTrafficStore traffic;
    public final JpaCustomDomainStore customDomains;

    private TestDatabase(HikariDataSource pool, Vault vault) {
        this.pool = pool;
        factory = Persistence.createEntityManagerFactory("p2pvps", Map.of("javax.persistence.nonJtaDataSource", pool));
        transactions = new JpaTransactions(factory);
        accounts = new JpaAccountStore(transactions);
        tokens = new JpaAccessTokenStore(transactions);
        accountKeys = new JpaAccountKeyStore(transactions);
        devices = new JpaDeviceStore(transactions);
        leases = new JpaLeaseStore(transactions, vault);
        orders = new JpaOrderStore(transactions);
        rentals = new JpaRentalStore(transactions);
        payments = new JpaPaymentStore(transactions);
        refunds = new JpaRefundStore(transactions);
        settlements = new JpaSettlementStore(transactions);
        ledger = new JpaLedgerStore(transactions);
        listings = new JpaListingStore(transactions);
        outages = new JpaOutageStore(transactions);
        serverLives = new JpaServerLifeStore(transactions);
        mails = new JpaMailStore(transactions, vault);
        mailPreferences = new JpaMailPreferenceStore(transactions);
        sales = new JpaTrackedSaleStore(transactions);
        offers = new JpaPublishedOfferStore(transactions);
        walletPayments = new JpaWalletPaymentStore(transactions);
        traffic = new JpaTrafficStore(transactions);
        siteChoices = new JpaSiteChoiceStore(transactions);
        customDomains = new JpaCustomDomainStore(transactions);
    }

    public static TestDatabase open(Path folder) throws SQLException {
        HikariDataSource pool = pool(folder);
        try {
            Vault vault = new Vault(keyFile(folder));
            new DatabasePreHook(vault).prepare(pool);
            return new TestDatabase(pool, vault);
        } catch (SQLException | RuntimeException e) {
            close(pool);
            throw e;
        }
    }

    static Path keyFile(Path folder) {
        return folder.resolve("keys/database.key");
    }

    static Path files(Path folder) {
        return folder.resolve("database");
    }

    private static HikariDataSource pool(Path folder) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setJdbcUrl(POSTGRES == null ? derby(folder) : postgres(folder));
        return new HikariDataSource(config);
    }

    private static String derby(Path folder) {
        System.setProperty(
                "derby.stream.error.file", folder.resolve("derby.log").toString());
        return "jdbc:derby:" + files(folder) + ";create=true";
    }

    private static String postgres(Path folder) throws SQLException {
        String schema = "t" + Integer.toHexString(folder.hashCode());
        try (Connection connection = DriverManager.getConnection(POSTGRES)) {
            connection.createStatement().execute("create schema if not exists " + schema);
        }
        return POSTGRES + (POSTGRES.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        factory.close();
        close(pool);
    }

    /** Derby keeps a database open until told otherwise, and says "08006" when it has closed it. */
    private static void close(HikariDataSource pool) {
        String url = pool.getJdbcUrl();
        pool.close();
        if (url.startsWith("jdbc:derby:")) {
            try {
                DriverManager.getConnection(url.replace(";create=true", ";shutdown=true"));
            } catch (SQLException e) {
                if (!"08006".equals(e.getSQLState())) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
