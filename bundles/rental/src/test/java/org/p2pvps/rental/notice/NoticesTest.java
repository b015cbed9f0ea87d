package org.p2pvps.rental.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.MovingClock;
import org.p2pvps.rental.PostedEvents;
import org.p2pvps.rental.RenterMails;

class NoticesTest {
    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock(Samples.NOW);
    private TestDatabase database;
    private Rental rental;

    @BeforeEach
    void rent() throws Exception {
        database = TestDatabase.open(folder);
        Account owner = Samples.account();
        Account renter = Samples.account();
        database.accounts.insert(owner);
        database.accounts.insert(renter);
        Device device = Samples.device(owner.id());
        database.devices.insert(device);
        Lease lease = Samples.lease(device.id(), 20_000);
        database.leases.insert(lease);
        Order order = Samples.order(device.id(), renter.id());
        database.orders.insert(order);
        rental = Samples.rental(order, lease);
        database.rentals.insert(rental);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesEachNoticeOnceThoughTheServerIsRestartedAllTheTime() {
        for (int minute = 0; minute < 3 * 60; minute++) {
            restarted().give();
            clock.forward(Duration.ofMinutes(1));
        }
        Account renter = database.accounts.find(rental.renterId()).orElseThrow();
        assertThat(notices())
                .extracting(Mail::subject)
                .allMatch(subject -> subject.startsWith("Your rental ends in "))
                .anyMatch(subject -> subject.contains("60 minutes"))
                .anyMatch(subject -> subject.contains("10 minutes"))
                .hasSize(2);
        assertThat(notices()).allMatch(mail -> mail.recipient().equals(renter.email()));
    }

    @Test
    void givesThemToABuyerOfAnotherMarketByTheAddressOfTheOrder() {
        Account buyer = Samples.account().reachedAt("bazaar:peer");
        database.accounts.insert(buyer);
        Device device = Samples.device(buyer.id());
        database.devices.insert(device);
        Lease lease = Samples.lease(device.id(), 20_001);
        database.leases.insert(lease);
        Order order = Samples.orderOf(device.id(), buyer.id(), "buyer@example.org");
        database.orders.insert(order);
        database.rentals.insert(Samples.rental(order, lease));

        clock.forward(Duration.ofHours(order.hours()).minusMinutes(60));
        restarted().give();

        assertThat(notices()).extracting(Mail::recipient).contains("buyer@example.org");
    }

    private Notices restarted() {
        return new Notices(
                database.rentals,
                database.devices,
                database.orders,
                new RenterMails(database.accounts, database.mails),
                database.mails,
                new PostedEvents(),
                Leads.of("1440, 60, 10"),
                clock);
    }

    private List<Mail> notices() {
        return database.mails.byState(MailState.WAITING).stream()
                .filter(mail -> mail.kind() == MailKind.NOTICE)
                .toList();
    }
}
