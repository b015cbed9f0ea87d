package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.p2pvps.persistence.Samples.NOW;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.protocol.ErrorCode;

class TransactionsTest {
    private static final ProblemException PROBLEM = new ProblemException(ErrorCode.FORBIDDEN, "No.");

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final Account account = Samples.account();
    private final Device device = Samples.device(account.id());

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void commitsWhatSeveralStoresDid() {
        Device kept = database.transactions.call(() -> {
            database.accounts.insert(account);
            database.devices.insert(device);
            return database.devices.update(device.id(), old -> old.to(DeviceState.PREPARING));
        });
        assertThat(database.accounts.find(account.id())).contains(account);
        assertThat(database.devices.find(device.id())).contains(kept);
    }

    @Test
    void rollsBackAllStoresAndPassesTheProblemOnAsItIs() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.accounts.insert(account);
                    database.devices.insert(device);
                    throw PROBLEM;
                }))
                .isSameAs(PROBLEM);
        assertNothingKept();
    }

    @Test
    void rollsBackAfterAnErrorOfJava() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.accounts.insert(account);
                    throw new AssertionError("out of order");
                }))
                .isInstanceOf(AssertionError.class);
        assertNothingKept();
    }

    @Test
    void rollsBackTheOuterWithTheNested() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.accounts.insert(account);
                    database.transactions.run(() -> {
                        database.devices.insert(device);
                        throw PROBLEM;
                    });
                }))
                .isSameAs(PROBLEM);
        assertNothingKept();
    }

    @Test
    void rollsBackTheNestedWithTheOuter() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.transactions.run(() -> database.accounts.insert(account));
                    throw PROBLEM;
                }))
                .isSameAs(PROBLEM);
        assertNothingKept();
    }

    @Test
    void commitsNothingOfANestedFailureThatWasCaught() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.accounts.insert(account);
                    swallow(() -> database.transactions.run(() -> {
                        database.devices.insert(device);
                        throw PROBLEM;
                    }));
                }))
                .isSameAs(PROBLEM);
        assertNothingKept();
    }

    @Test
    void commitsNothingAfterARefusalOfTheDatabaseThatWasCaught() {
        assertThatThrownBy(() -> database.transactions.run(() -> {
                    database.accounts.insert(account);
                    swallow(() -> database.accounts.insert(account));
                }))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertNothingKept();
    }

    /** A change that is refused has written nothing yet: the caller may go another way. */
    @Test
    void goesOnAfterAForbiddenChangeThatWasCaught() {
        database.transactions.run(() -> {
            database.accounts.insert(account);
            database.devices.insert(device);
            swallow(() -> database.devices.update(device.id(), old -> old.to(DeviceState.RENTED)));
            database.devices.update(device.id(), old -> old.to(DeviceState.RETIRED));
        });
        assertThat(database.devices.find(device.id()).orElseThrow().state()).isEqualTo(DeviceState.RETIRED);
    }

    @Test
    void startsAfreshAfterAFailure() {
        swallow(() -> database.transactions.run(() -> {
            throw PROBLEM;
        }));
        database.accounts.insert(account);
        assertThat(database.accounts.find(account.id())).contains(account);
    }

    @Test
    void seesItsOwnChangesOnEveryPath() {
        database.transactions.run(() -> {
            database.accounts.insert(account);
            database.devices.insert(device);
            assertThat(database.devices.byOwner(account.id())).containsExactly(device);
            database.devices.update(device.id(), old -> old.seen("hot", NOW));
            assertThat(database.devices.byOwner(account.id()))
                    .extracting(Device::trouble)
                    .containsExactly("hot");
            assertThat(database.devices.find(device.id()).orElseThrow().trouble())
                    .isEqualTo("hot");
        });
    }

    @Test
    void givesItsConnectionBackHoweverItEnds() {
        for (int round = 0; round < 3 * database.pool.getMaximumPoolSize(); round++) {
            rollsBackAllStoresAndPassesTheProblemOnAsItIs();
            rollsBackAfterAnErrorOfJava();
        }
        assertThat(database.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void saysWhenTheDatabaseIsGone(@TempDir Path other) throws SQLException {
        TestDatabase gone = TestDatabase.open(other);
        gone.pool.close();
        assertUnreachable(gone);
        gone.close();
        assertUnreachable(gone);
    }

    private static void assertUnreachable(TestDatabase gone) {
        assertThatThrownBy(gone.accounts::all).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.SERVICE_MISSING));
    }

    private void assertNothingKept() {
        assertThat(database.accounts.find(account.id())).isEmpty();
        assertThat(database.devices.find(device.id())).isEmpty();
    }

    private static void swallow(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(ProblemException.class);
    }
}
