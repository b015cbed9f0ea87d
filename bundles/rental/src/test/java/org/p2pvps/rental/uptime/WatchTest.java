package org.p2pvps.rental.uptime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageCause;
import org.p2pvps.api.uptime.Uptime;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;

class WatchTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    /** Each test has a month of its own, so that it has the server's lives to itself. */
    private static Instant start = Samples.NOW;

    private Stage stage;
    private Device device;
    private Account owner;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void connectDevice() {
        start = start.plus(Duration.ofDays(30));
        owner = Samples.account();
        database.accounts.insert(owner);
        Device added = Samples.device(owner.id());
        database.devices.insert(added);
        device = database.devices.update(added.id(), found -> found.registered("instance-1", Samples.hardware(), start)
                .to(DeviceState.PREPARING)
                .to(DeviceState.READY));
        stage = new Stage(database, start);
        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(2));
    }

    /** So that no other test waits for it. */
    @AfterEach
    void retireDevice() {
        DeviceState state = database.devices.find(device.id()).orElseThrow().state();
        if (state != DeviceState.RETIRED) {
            database.devices.update(device.id(), found -> found.to(DeviceState.RETIRED));
        }
    }

    @Test
    void isOfflineWithinTwentySecondsOfItsLastSignOfLifeAndBackAtOnce() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofSeconds(12));
        assertThat(stage.watch.isOffline(device.id())).isFalse();
        stage.pass(Duration.ofSeconds(8));
        assertThat(stage.watch.isOffline(device.id())).isTrue();

        stage.tunnels.connect(device.id());
        stage.pass(Duration.ZERO);
        assertThat(stage.watch.isOffline(device.id())).isFalse();
    }

    @Test
    void countsFromTheLastSignOfLifeToTheFirstAfter() {
        Instant lost = stage.clock.instant();
        away(Duration.ofMinutes(10));
        stage.pass(Duration.ofMinutes(5));

        Outage outage = outages().get(0);
        assertThat(outage.from()).isEqualTo(lost);
        assertThat(outage.until()).isEqualTo(lost.plus(Duration.ofMinutes(10)));
        assertThat(outage.cause()).isEqualTo(OutageCause.SILENT);
        assertThat(undelivered()).isEqualTo(600);
    }

    @Test
    void aShortSilenceIsNoOutage() {
        away(Duration.ofSeconds(10));
        stage.pass(Duration.ofMinutes(5));

        assertThat(outages()).isEmpty();
        assertThat(undelivered()).isZero();
    }

    @Test
    void flappingMakesOneOutage() {
        Instant lost = stage.clock.instant();
        for (int times = 0; times < 5; times++) {
            away(Duration.ofSeconds(30));
            stage.pass(Duration.ofSeconds(20));
        }
        stage.pass(Duration.ofMinutes(2));

        assertThat(outages()).singleElement().matches(outage -> outage.from().equals(lost));
        assertThat(undelivered()).isEqualTo(4 * 50 + 30);
    }

    @Test
    void twoLossesWithARestBetweenThemAreTwoOutages() {
        away(Duration.ofMinutes(1));
        stage.pass(Duration.ofMinutes(2));
        away(Duration.ofMinutes(1));
        stage.pass(Duration.ofMinutes(2));

        assertThat(outages()).hasSize(2);
        assertThat(undelivered()).isEqualTo(120);
    }

    @Test
    void theServersOwnOutageCountsForTheDevice() {
        stage.kill();
        stage.pass(Duration.ofHours(3));
        stage.start();
        stage.pass(Duration.ofSeconds(30));
        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(5));

        Uptime uptime = stage.record().uptime(device.id(), start, stage.clock.instant());
        assertThat(outages()).isEmpty();
        assertThat(uptime.percent()).isEqualTo(100);
        assertThat(uptime.serverDownSeconds()).isBetween(3 * 3600L, 3 * 3600L + 10);
    }

    @Test
    void whatTheServerSleptThroughIsTakenOutOfAnOutage() {
        Instant lost = stage.clock.instant();
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(1));
        stage.kill();
        stage.pass(Duration.ofHours(1));
        stage.start();
        stage.pass(Duration.ofMinutes(2));
        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(2));

        assertThat(outages()).singleElement().matches(outage -> outage.from().equals(lost));
        assertThat(undelivered()).isBetween(180L - 10, 180L);
    }

    @Test
    void whoDoesNotComeBackAfterTheServerIsAwayFromWhenItShouldHave() {
        stage.kill();
        stage.pass(Duration.ofHours(1));
        stage.start();
        Instant back = stage.clock.instant();
        stage.pass(Duration.ofMinutes(10));

        assertThat(outages()).singleElement().matches(outage -> outage.from().equals(back.plus(Stage.COME_BACK)));
        assertThat(undelivered()).isEqualTo(9 * 60);
        assertThat(stage.watch.isOffline(device.id())).isTrue();
    }

    @Test
    void aBlindServerCountsForTheDevice() {
        stage.isBlind = true;
        stage.pass(Duration.ofMinutes(30));
        stage.isBlind = false;
        stage.pass(Duration.ofMinutes(5));

        assertThat(outages()).isEmpty();
        assertThat(undelivered()).isZero();
    }

    @Test
    void aMachineThatStoodStillDoesNotBlameDevices() {
        stage.tunnels.losePower(device.id());
        stage.clock.forward(Duration.ofHours(8));
        stage.pass(Duration.ofSeconds(40));
        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(3));

        assertThat(outages()).isEmpty();
        assertThat(undelivered()).isZero();
    }

    @Test
    void aClockThatWasPutBackHidesNoOutageForLong() {
        stage.clock.forward(Duration.ofHours(-2));
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(3));

        assertThat(stage.watch.isOffline(device.id())).isTrue();
    }

    @Test
    void devicesThatAreNeitherOfferedNorRentedMayBeAway() {
        database.devices.update(device.id(), found -> found.to(DeviceState.RESETTING));
        away(Duration.ofMinutes(10));

        assertThat(outages()).isEmpty();
    }

    @Test
    void aDeviceThatChecksInWithoutATunnelIsKnownAsSuch() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofSeconds(12));
        database.devices.update(device.id(), found -> found.seen("", stage.clock.instant()));
        stage.pass(Duration.ofSeconds(10));

        assertThat(outages()).singleElement().matches(outage -> outage.cause() == OutageCause.NO_TUNNEL);
    }

    @Test
    void aLongOutageIsToldOnceAndItsEndToo() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(7));
        stage.kill();
        stage.pass(Duration.ofMinutes(1));
        stage.start();
        stage.pass(Duration.ofMinutes(7));
        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(3));

        assertThat(mails()).extracting(Mail::kind).containsExactly(MailKind.DEVICE_OFFLINE, MailKind.DEVICE_BACK);
    }

    @Test
    void whatBeganMoreThanAWeekAgoIsNotToldAgainThoughItsMailMayBeForgotten() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(1));
        stage.clock.forward(Duration.ofDays(8));
        stage.pass(Duration.ofMinutes(10));
        assertThat(mails()).isEmpty();

        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(3));
        assertThat(mails()).extracting(Mail::kind).containsExactly(MailKind.DEVICE_BACK);
    }

    @Test
    void aShortOutageIsNotTold() {
        away(Duration.ofMinutes(3));
        stage.pass(Duration.ofMinutes(3));

        assertThat(mails()).isEmpty();
    }

    @Test
    void forgetsWhatIsOldAndClosesWhatWasRemoved() {
        away(Duration.ofMinutes(3));
        stage.pass(Duration.ofMinutes(3));
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(1));
        database.devices.update(device.id(), found -> found.to(DeviceState.RETIRED));
        stage.watch.tidy(Duration.ofMinutes(2));

        assertThat(outages()).singleElement().matches(outage -> outage.until() != null);
    }

    @Test
    void anAbsenceGoesOnUntilTheDeviceHasStayed() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofHours(1));
        assertThat(absence()).isEqualTo(Duration.ofHours(1));
        assertThat(stage.record().away()).contains(device.id());

        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofSeconds(30));
        assertThat(absence()).as("while it is there").isZero();
        assertThat(stage.record().away()).doesNotContain(device.id());

        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(5));
        assertThat(absence()).as("it did not stay").isEqualTo(Duration.ofSeconds(3_930));

        stage.tunnels.connect(device.id());
        stage.pass(Duration.ofMinutes(2));
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofMinutes(5));
        assertThat(absence()).as("it had stayed").isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anAbsenceStandsStillWhileTheServerIsAwayAndDevicesMayComeBack() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofHours(1));
        stage.kill();
        stage.pass(Duration.ofHours(5));
        stage.start();
        stage.pass(Stage.COME_BACK);
        assertThat(absence()).isBetween(Duration.ofSeconds(3_590), Duration.ofHours(1));

        stage.pass(Duration.ofMinutes(10));
        assertThat(absence()).isBetween(Duration.ofSeconds(4_190), Duration.ofMinutes(70));
    }

    @Test
    void anAbsenceBeforeTheInstantAskedAboutDoesNotCount() {
        stage.tunnels.losePower(device.id());
        stage.pass(Duration.ofHours(1));

        Instant now = stage.clock.instant();
        assertThat(stage.record().absence(device.id(), now.minusSeconds(100))).isEqualTo(Duration.ofSeconds(100));
        assertThat(stage.record().absence(device.id(), now.plusSeconds(100))).isZero();
    }

    @Test
    void aBuyerOfAnotherMarketIsToldByTheAddressOfTheOrderAndWhenTheRentalEndsByItself() {
        Account buyer = Samples.account().reachedAt("bazaar:" + UUID.randomUUID());
        database.accounts.insert(buyer);
        Lease lease = Samples.lease(device.id(), 20_000);
        database.leases.insert(lease);
        Order order = Samples.orderOf(device.id(), buyer.id(), "buyer@example.org");
        database.orders.insert(order);
        Rental rental = Samples.rental(order, lease);
        database.rentals.insert(rental);
        database.devices.update(device.id(), found -> found.to(DeviceState.RENTED));

        away(Duration.ofMinutes(10));
        stage.pass(Duration.ofMinutes(3));

        List<Mail> mails = database.mails.all().stream()
                .filter(mail -> mail.recipient().equals("buyer@example.org"))
                .toList();
        assertThat(mails).extracting(Mail::kind).containsExactly(MailKind.DEVICE_OFFLINE, MailKind.DEVICE_BACK);
        assertThat(mails.get(0).text().value()).contains("stays away for 24 hours", "ends by itself");
        database.rentals.update(rental.id(), running -> running.ended(start, EndReason.ADMIN));
        database.leases.update(lease.id(), found -> found.released(start));
        database.devices.update(device.id(), found -> found.to(DeviceState.RESETTING));
    }

    private Duration absence() {
        return stage.record().absence(device.id(), start);
    }

    private void away(Duration time) {
        stage.tunnels.losePower(device.id());
        stage.pass(time);
        stage.tunnels.connect(device.id());
    }

    private List<Outage> outages() {
        return database.outages.all().stream()
                .filter(outage -> outage.deviceId().equals(device.id()))
                .toList();
    }

    private List<Mail> mails() {
        return database.mails.all().stream()
                .filter(mail -> mail.accountId().equals(owner.id()))
                .toList();
    }

    private long undelivered() {
        return stage.record()
                .undelivered(device.id(), start, stage.clock.instant())
                .seconds();
    }
}
