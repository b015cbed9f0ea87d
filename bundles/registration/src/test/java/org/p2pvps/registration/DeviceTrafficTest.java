package org.p2pvps.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.traffic.Traffic;
import org.p2pvps.api.traffic.TrafficKind;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.protocol.ErrorCode;

/** Who sees what of a device's traffic. */
class DeviceTrafficTest {
    private static final Instant NOW = Samples.NOW;
    private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static int lastPort = 20_000;

    private final Account owner = Samples.account();
    private final Account renter = Samples.account();
    private Device device;
    private DeviceTraffic traffic;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() {
        database.accounts.insert(owner);
        database.accounts.insert(renter);
        device = Samples.device(owner.id());
        database.devices.insert(device);
        traffic = new DeviceTraffic(database.traffic, database.rentals, Clock.fixed(NOW, ZoneOffset.UTC));
        Lease rented = Samples.lease(device.id(), ++lastPort);
        database.leases.insert(rented);
        Order order = Samples.order(device.id(), renter.id());
        database.orders.insert(order);
        database.rentals.insert(Samples.rental(order, rented));
        UUID former = UUID.randomUUID();
        database.traffic.put(List.of(
                row(rented.id(), TrafficKind.SSH, HOUR, 1, 2),
                row(rented.id(), TrafficKind.WEB, HOUR, 10, 20),
                row(rented.id(), TrafficKind.SSH, HOUR.minus(Duration.ofHours(30)), 100, 200),
                row(former, TrafficKind.SSH, HOUR.minus(Duration.ofHours(2)), 1000, 2000)));
    }

    private Traffic row(UUID lease, TrafficKind kind, Instant hour, long in, long out) {
        return new Traffic(UUID.randomUUID(), device.id(), lease, kind, hour, in, out);
    }

    private static Caller caller(UUID id, Role role) {
        return new Caller(id, "somebody", Set.of(role), UUID.randomUUID());
    }

    private DeviceTrafficJson seenBy(UUID id, Role role) {
        return traffic.between(device, caller(id, role), null, null);
    }

    @Test
    void ownerAndAdminSeeTheLastDayByTheHour() {
        DeviceTrafficJson seen = seenBy(owner.id(), Role.OWNER);

        assertThat(seen.sshBytesIn()).isEqualTo(1001);
        assertThat(seen.sshBytesOut()).isEqualTo(2002);
        assertThat(seen.webBytesIn()).isEqualTo(10);
        assertThat(seen.webBytesOut()).isEqualTo(20);
        assertThat(seen.hours())
                .containsExactly(
                        new DeviceTrafficJson.Hour(HOUR.minus(Duration.ofHours(2)), 1000, 2000, 0, 0),
                        new DeviceTrafficJson.Hour(HOUR, 1, 2, 10, 20));
        assertThat(seenBy(UUID.randomUUID(), Role.ADMIN)).isEqualTo(seen);
    }

    @Test
    void renterSeesWhatTheirRentalsCarried() {
        assertThat(seenBy(renter.id(), Role.RENTER).sshBytesIn()).isEqualTo(1);
        assertThat(traffic.between(
                                device,
                                caller(renter.id(), Role.RENTER),
                                HOUR.minus(Duration.ofDays(2)).toString(),
                                null)
                        .sshBytesIn())
                .isEqualTo(101);
    }

    @Test
    void nobodyElseLearnsThatTheDeviceIsThere() {
        assertThatThrownBy(() -> seenBy(UUID.randomUUID(), Role.OWNER))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday,",
        ", 2026-13-01T00:00:00Z",
        "2026-10-25T00:00:00Z, 2026-10-24T00:00:00Z",
        "2025-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z,",
        ", -1000000000-01-01T00:00:00Z",
        ", +1000000000-12-31T23:59:59Z"
    })
    void refusesTimesThatCannotBe(String from, String to) {
        assertThatThrownBy(() -> traffic.between(device, caller(owner.id(), Role.OWNER), from, to))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.FIELD_INVALID));
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        DeviceTraffic alone = new DeviceTraffic(null, null, Clock.systemUTC());

        assertThatThrownBy(() -> alone.between(device, caller(owner.id(), Role.OWNER), null, null))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo(ErrorCode.SERVICE_MISSING));
    }
}
