package org.p2pvps.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.rental.Order;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.protocol.DesiredState;

/** What agents are told to be. */
class DesiredStatesTest {
    @TempDir
    Path folder;

    private final Account renter = Samples.account();
    private final AccountKey key = Samples.accountKey(renter.id());
    private TestDatabase database;
    private DesiredStates states;
    private Device device;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(folder);
        DeviceLimits limits = new DeviceLimits((RegistrationConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RegistrationConfig.class},
                (proxy, method, arguments) -> method.getDefaultValue()));
        states = new DesiredStates(database.devices, database.rentals, database.orders, database.accountKeys, limits);
        database.accounts.insert(renter);
        Device added = Samples.device(renter.id());
        database.devices.insert(added);
        device = database.devices.update(added.id(), found -> found.to(DeviceState.PREPARING)
                .registered("instance-1", Samples.hardware(), Samples.NOW)
                .to(DeviceState.READY));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void rent() {
        Lease lease = Samples.lease(device.id(), 20_000);
        Order order = Samples.order(device.id(), renter.id());
        database.leases.insert(lease);
        database.orders.insert(order);
        database.rentals.insert(Samples.rental(order, lease));
    }

    @Test
    void keysOfTheRentersAccountOpenTheContainerWhileItIsRented() {
        database.accountKeys.insert(key);
        assertThat(states.of(device.id()).sshKeys()).isEmpty();

        rent();
        assertThat(states.of(device.id()).sshKeys()).containsExactly(key.key().line());
    }

    @Test
    void aKeyThatIsAddedOrDeletedIsNews() {
        rent();
        DesiredState before = states.of(device.id());
        database.accountKeys.insert(key);
        DesiredState with = states.of(device.id());
        database.accountKeys.delete(key.id());

        assertThat(with.revision()).isNotEqualTo(before.revision());
        assertThat(states.of(device.id())).isEqualTo(before);
    }
}
