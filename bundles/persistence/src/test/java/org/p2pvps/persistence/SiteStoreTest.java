package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.p2pvps.persistence.Samples.NOW;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.CustomDomainStore.MappedDomain;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.SiteChoiceStore.ChosenSite;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.protocol.ErrorCode;

/** Renters' choices and domains, on a real database. Every test brings its own rental. */
class SiteStoreTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static int lastPort = 20_000;

    private final Lease lease = leased();
    private final Rental rental = rented(lease);

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Lease leased() {
        Account owner = Samples.account();
        database.accounts.insert(owner);
        Device device = Samples.device(owner.id());
        database.devices.insert(device);
        Lease lease = Samples.lease(device.id(), ++lastPort);
        database.leases.insert(lease);
        return lease;
    }

    private static Rental rented(Lease lease) {
        Account renter = Samples.account();
        database.accounts.insert(renter);
        Order order = Samples.order(lease.deviceId(), renter.id());
        database.orders.insert(order);
        Rental rental = Samples.rental(order, lease);
        database.rentals.insert(rental);
        return rental;
    }

    private void end() {
        database.rentals.update(rental.id(), running -> running.ended(NOW, EndReason.OWNER));
        database.leases.update(lease.id(), active -> active.released(NOW));
    }

    private CustomDomain named(String name) {
        CustomDomain domain =
                new CustomDomain(UUID.randomUUID(), rental.id(), name, "proof", DomainState.PENDING, NOW, null);
        database.customDomains.insert(domain);
        return domain;
    }

    private static CustomDomain verify(CustomDomain domain) {
        return database.customDomains.update(domain.id(), pending -> pending.verified(NOW));
    }

    @Test
    void keepsTheRentersChoiceAndTellsItWhileTheRentalRuns() {
        SiteChoice choice = new SiteChoice(rental.id(), TlsMode.PASS_THROUGH, true);
        database.siteChoices.insert(choice);

        assertThat(database.siteChoices.find(rental.id())).contains(choice);
        ChosenSite chosen = new ChosenSite(lease.subdomain(), TlsMode.PASS_THROUGH, true);
        assertThat(database.siteChoices.ofActiveRentals()).contains(chosen);
        end();
        assertThat(database.siteChoices.ofActiveRentals()).doesNotContain(chosen);
    }

    @Test
    void mapsAVerifiedDomainWhileTheRentalRuns() {
        CustomDomain domain = named("www.example.org");
        MappedDomain mapped = new MappedDomain("www.example.org", lease.subdomain());

        assertThat(database.customDomains.ofActiveRentals()).doesNotContain(mapped);
        assertThat(verify(domain).verifiedAt()).isEqualTo(NOW);
        assertThat(database.customDomains.ofActiveRentals()).contains(mapped);
        assertThat(database.customDomains.orphaned()).isEmpty();
        end();
        assertThat(database.customDomains.ofActiveRentals()).doesNotContain(mapped);
        assertThat(database.customDomains.orphaned())
                .extracting(CustomDomain::id)
                .containsExactly(domain.id());
        database.customDomains.update(domain.id(), CustomDomain::removed);
        assertThat(database.customDomains.orphaned()).isEmpty();
        assertThat(database.customDomains.byRental(rental.id())).isEmpty();
    }

    @Test
    void letsOneRentalAtATimeHaveADomain() {
        CustomDomain first = verify(named("shared.example.org"));
        CustomDomain second = named("shared.example.org");

        assertThatThrownBy(() -> verify(second))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        database.customDomains.update(first.id(), CustomDomain::removed);
        assertThat(verify(second).state()).isEqualTo(DomainState.VERIFIED);
    }
}
