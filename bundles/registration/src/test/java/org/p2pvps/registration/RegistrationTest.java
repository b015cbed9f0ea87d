package org.p2pvps.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.ContainerStatus;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Hardware;
import org.p2pvps.protocol.RegisterRequest;
import org.p2pvps.protocol.Wipe;

class RegistrationTest {
    private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    private static final int MOST_DEVICES = 3;
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEv2wNbTrx0RjyfYMLVCBe6f0FK0GM8YRoVgD8xyTE2t";
    private static final Hardware HARDWARE = new Hardware("arm64", 4, "Cortex-A72", 4_000, 20_000);

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final ScriptedTunnels tunnels = new ScriptedTunnels();
    private final Ways ways = new Ways(tunnels, null);
    private final DeviceEvents events = new DeviceEvents(new PostedEvents());
    private final Registration registration = new Registration(
            database.transactions,
            database.devices,
            database.leases,
            new LeaseAllotter(database.leases, ways),
            events,
            CLOCK);
    private final Devices devices =
            new Devices(database.transactions, database.devices, database.leases, events, MOST_DEVICES, CLOCK);
    private final Presence presence = new Presence(database.devices, events, CLOCK);
    private final Readiness readiness = new Readiness(database.devices, database.leases, ways, presence, events, CLOCK);
    private final DeviceKeyAuthenticator authenticator = new DeviceKeyAuthenticator(database.devices);

    private Devices.Keyed added;
    private UUID id;

    @BeforeAll
    static void openDatabase() throws Exception {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void addDevice() {
        Account owner = Samples.account();
        database.accounts.insert(owner);
        added = devices.add(owner.id(), described(" Pi ", "", new Money(5, "EUR"), Purpose.FOR_RENT));
        id = added.device().id();
    }

    @Test
    void aNewDeviceGetsALeaseInItsFirstGeneration() {
        Registration.Registered registered = registration.register(id, request("agent-one", 0, null));

        assertThat(registered.device().state()).isEqualTo(DeviceState.PREPARING);
        assertThat(registered.device().name()).isEqualTo("Pi");
        assertThat(registered.device().generation()).isEqualTo(1);
        assertThat(registered.lease().generation()).isEqualTo(1);
        assertThat(registered.lease().sshPort()).isBetween(20_000, 20_999);
        assertThat(registered.lease().password().value()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void registeringAgainChangesNothing() {
        Lease first = registration.register(id, request("agent-one", 0, null)).lease();

        assertThat(registration.register(id, request("agent-one", 1, null)).lease())
                .isEqualTo(first);
    }

    @Test
    void anotherAgentWithTheSameKeyIsRefusedUntilTheOwnerMakesANewKey() {
        registration.register(id, request("agent-one", 0, null));
        assertRefused(ErrorCode.DEVICE_KEY_IN_USE, () -> registration.register(id, request("agent-two", 0, null)));

        Devices.Keyed renewed = devices.renewKey(id);

        assertRefused(ErrorCode.DEVICE_KEY_REVOKED, () -> authenticator.authenticate(added.key()));
        assertThat(authenticator.authenticate(renewed.key()).id()).isEqualTo(id);
        assertThat(leaseOf(id).tunnelKey()).isEmpty();
        assertThat(registration
                        .register(id, request("agent-two", 0, null))
                        .lease()
                        .tunnelKey())
                .isEqualTo(KEY);
    }

    @Test
    void anOwnerHasNoMoreDevicesThanAreAllowed() {
        UUID owner = added.device().ownerId();
        DeviceDescription another = described("Pi", "", new Money(5, "EUR"), Purpose.FOR_RENT);
        for (int number = 1; number < MOST_DEVICES; number++) {
            devices.add(owner, another);
        }
        assertRefused(ErrorCode.CONFLICT, () -> devices.add(owner, another));

        devices.retire(id);
        assertThat(devices.add(owner, another).device().ownerId()).isEqualTo(owner);
    }

    @Test
    void aKeyNobodyMadeIsUnknown() {
        assertRefused(ErrorCode.DEVICE_KEY_UNKNOWN, () -> authenticator.authenticate(new Secret("p2pd_nonsense")));
    }

    @Test
    void afterARentalNothingIsAllottedUntilTheAgentHasWiped() {
        Lease old = registration.register(id, request("agent-one", 0, null)).lease();
        endGeneration(old);

        assertRefused(ErrorCode.RESET_REQUIRED, () -> registration.register(id, request("agent-one", 1, null)));
        assertRefused(
                ErrorCode.RESET_REQUIRED, () -> registration.register(id, request("agent-one", 0, new Wipe(1, 0, 1))));
        assertThat(database.leases.activeOf(id)).isEmpty();

        Lease fresh = registration
                .register(id, request("agent-one", 0, new Wipe(1, 0, 0)))
                .lease();
        assertThat(fresh.generation()).isEqualTo(2);
        assertThat(fresh.password()).isNotEqualTo(old.password());
        assertThat(fresh.username()).isNotEqualTo(old.username());
        assertThat(fresh.subdomain()).isNotEqualTo(old.subdomain());
        assertThat(fresh.webToken()).isNotEqualTo(old.webToken());
    }

    @Test
    void skipsPortsThatAreTakenAndSaysSoWhenNoneIsLeft() {
        tunnels.ports = new Tunnels.PortRange(30_000, 30_002);
        tunnels.taken.add(30_000);
        tunnels.taken.add(30_002);
        assertThat(registration
                        .register(id, request("agent-one", 0, null))
                        .lease()
                        .sshPort())
                .isEqualTo(30_001);

        addDevice();
        assertRefused(ErrorCode.PORTS_EXHAUSTED, () -> registration.register(id, request("agent-two", 0, null)));
        assertThat(database.devices.find(id).orElseThrow().state()).isEqualTo(DeviceState.NEW);
    }

    @ParameterizedTest
    @MethodSource
    void refusesImpossibleClaims(RegisterRequest request, ErrorCode code) {
        assertRefused(code, () -> registration.register(id, request));
        assertThat(database.devices.find(id).orElseThrow().state()).isEqualTo(DeviceState.NEW);
    }

    static Stream<Arguments> refusesImpossibleClaims() {
        return Stream.of(
                claim(new RegisterRequest(2, "1", "agent-one", 0, KEY, HARDWARE, null), ErrorCode.PROTOCOL_UNSUPPORTED),
                invalid(new RegisterRequest(1, "1", null, 0, KEY, HARDWARE, null)),
                invalid(new RegisterRequest(1, "1", "x", 0, KEY, HARDWARE, null)),
                invalid(new RegisterRequest(1, "1", "agent-one", -1, KEY, HARDWARE, null)),
                invalid(new RegisterRequest(1, "1", "agent-one", 0, "command=\"x\" " + KEY, HARDWARE, null)),
                invalid(new RegisterRequest(1, "1", "agent-one", 0, KEY, null, null)),
                invalid(new RegisterRequest(1, null, "agent-one", 0, KEY, HARDWARE, null)),
                invalid(new RegisterRequest(1, "1", "agent-one", 0, KEY, new Hardware("z80", 1, "", 1, 1), null)),
                invalid(new RegisterRequest(1, "1", "agent-one", 0, KEY, new Hardware("arm64", 0, "", 1, 1), null)),
                invalid(new RegisterRequest(1, "1", "agent-one", 0, KEY, new Hardware("arm64", 1, "", -1, 1), null)));
    }

    @Test
    void aDeviceIsReadyOnceTheServerItselfLoggedIn() {
        Device prepared = prepared();
        assertThat(readiness.isDue(prepared)).isFalse();
        tunnels.open.add(id);
        assertThat(readiness.isDue(prepared)).isTrue();

        tunnels.loginWorks = false;
        readiness.probe(prepared);
        assertThat(stateOf(id)).isEqualTo(DeviceState.PREPARING);
        assertThat(readiness.isDue(prepared)).as("right after a failure").isFalse();

        tunnels.loginWorks = true;
        readiness.probe(prepared);
        assertThat(stateOf(id)).isEqualTo(DeviceState.READY);
    }

    @Test
    void aDeviceThatBoastsIsNotReady() {
        tunnels.seen = new Tunnels.Probe(1, 4_000);
        readiness.probe(prepared());
        tunnels.seen = new Tunnels.Probe(4, 1_000);
        readiness.probe(database.devices.find(id).orElseThrow());

        assertThat(stateOf(id)).isEqualTo(DeviceState.PREPARING);
    }

    @Test
    void aReadyDeviceWhoseAgentComplainsIsTakenBack() {
        readiness.probe(prepared());
        presence.checkedIn(
                id, new CheckInRequest("agent-one", 1, "", ContainerStatus.RUNNING, true, "No memory limit"));
        readiness.takeBack(database.devices.find(id).orElseThrow());

        assertThat(stateOf(id)).isEqualTo(DeviceState.PREPARING);
        assertThat(database.devices.find(id).orElseThrow().trouble()).isEqualTo("No memory limit");
        assertThat(readiness.isDue(database.devices.find(id).orElseThrow())).isFalse();
    }

    @Test
    void aDeviceIsProbedOnceItsAgentHasSomethingToShow() {
        Device prepared = prepared();
        tunnels.open.add(id);
        says(0, ContainerStatus.NONE);
        assertThat(readiness.isDue(prepared)).isFalse();
        says(1, ContainerStatus.PREPARING);
        assertThat(readiness.isDue(prepared)).isFalse();
        says(0, ContainerStatus.RUNNING);
        assertThat(readiness.isDue(prepared)).as("of another generation").isFalse();
        says(1, ContainerStatus.RUNNING);
        assertThat(readiness.isDue(prepared)).isTrue();
    }

    private void says(int generation, ContainerStatus container) {
        presence.checkedIn(id, new CheckInRequest("agent-one", generation, "", container, true, ""));
    }

    @Test
    void aRemovedDeviceLosesItsLeaseAndMayNotRegister() {
        prepared();
        devices.retire(id);

        assertThat(database.leases.activeOf(id)).isEmpty();
        assertRefused(ErrorCode.DEVICE_RETIRED, () -> registration.register(id, request("agent-one", 0, null)));
    }

    @ParameterizedTest
    @MethodSource
    void refusesImpossibleDescriptions(DeviceDescription description) {
        assertRefused(ErrorCode.FIELD_INVALID, () -> devices.describe(id, description));
        assertThat(database.devices.find(id).orElseThrow().name()).isEqualTo("Pi");
    }

    static Stream<DeviceDescription> refusesImpossibleDescriptions() {
        return Stream.of(
                described("  ", null, null, null),
                described("x".repeat(61), null, null, null),
                described("a\nb", null, null, null),
                described(null, "x".repeat(1_001), null, null),
                described(null, null, new Money(-1, "EUR"), null),
                described(null, null, new Money(Long.MAX_VALUE, "EUR"), null),
                new DeviceDescription(null, null, null, null, 0, null),
                new DeviceDescription(null, null, null, null, null, 8_785),
                new DeviceDescription(null, null, null, null, 25, 24),
                new DeviceDescription(null, null, null, null, 721, null));
    }

    private static DeviceDescription described(String name, String description, Money rate, Purpose purpose) {
        return new DeviceDescription(name, description, rate, purpose, null, null);
    }

    @Test
    void aDeviceIsRentedForAsLongAsItsOwnerSays() {
        assertThat(added.device().term()).isEqualTo(Term.USUAL);

        assertThat(termAfter(null, 48)).isEqualTo(new Term(1, 48));
        assertThat(termAfter(24, null)).isEqualTo(new Term(24, 48));
        assertThat(termAfter(100, 8_784)).isEqualTo(new Term(100, 8_784));
        assertThat(termAfter(null, null)).isEqualTo(new Term(100, 8_784));
    }

    private Term termAfter(Integer shortestHours, Integer longestHours) {
        return devices.describe(id, new DeviceDescription(null, null, null, null, shortestHours, longestHours))
                .term();
    }

    private Device prepared() {
        return registration.register(id, request("agent-one", 0, null)).device();
    }

    private void endGeneration(Lease lease) {
        database.devices.update(id, found -> found.to(DeviceState.RESETTING));
        database.leases.update(lease.id(), found -> found.released(Samples.NOW));
    }

    private static Lease leaseOf(UUID deviceId) {
        return database.leases.activeOf(deviceId).orElseThrow();
    }

    private static DeviceState stateOf(UUID deviceId) {
        return database.devices.find(deviceId).orElseThrow().state();
    }

    private static RegisterRequest request(String instance, int held, Wipe wipe) {
        return new RegisterRequest(1, "1.0.0", instance, held, KEY, HARDWARE, wipe);
    }

    private static Arguments invalid(RegisterRequest request) {
        return claim(request, ErrorCode.FIELD_INVALID);
    }

    private static Arguments claim(RegisterRequest request, ErrorCode code) {
        return Arguments.of(request, code);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
