package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;

/** A server killed in the middle of its work, again and again. */
class CrashTest {
    private static final int CRASHES = 2;
    private static final int ENOUGH_WORK = 20;

    @TempDir
    Path folder;

    @Test
    void keepsEveryTransactionWholeOrNotAtAll() throws Exception {
        for (int crash = 0; crash < CRASHES; crash++) {
            List<UUID> told = workUntilKilled();
            try (TestDatabase database = TestDatabase.open(folder)) {
                assertThat(database.accounts.all()).extracting(Account::id).containsAll(told);
                database.accounts.all().forEach(account -> assertWhole(database, account));
            }
        }
    }

    private static void assertWhole(TestDatabase database, Account account) {
        List<Device> devices = database.devices.byOwner(account.id());
        assertThat(devices).hasSize(2).extracting(Device::trouble).containsOnly("changed");
        assertThat(devices).allSatisfy(device -> assertThat(database.leases.activeOf(device.id()))
                .isPresent());
    }

    /** The accounts that the killed server had told it kept. */
    private List<UUID> workUntilKilled() throws Exception {
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("worker.log").toFile())
                .start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            List<UUID> told =
                    output.lines().limit(ENOUGH_WORK).map(UUID::fromString).toList();
            server.destroyForcibly();
            assertThat(told).as("see worker.log").hasSize(ENOUGH_WORK);
            return told;
        } finally {
            server.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    /** Works until killed: an account, its devices and a lease in each transaction. */
    static final class Worker {
        private static final int FIRST_PORT = 20_000;

        private Worker() {}

        public static void main(String[] arguments) throws Exception {
            TestDatabase database = TestDatabase.open(Path.of(arguments[0]));
            for (int port = FIRST_PORT + database.leases.all().size(); ; port += 2) {
                int next = port;
                System.out.println(database.transactions.call(() -> work(database, next)));
            }
        }

        private static UUID work(TestDatabase database, int port) {
            Account account = Samples.account();
            database.accounts.insert(account);
            Device first = Samples.device(account.id());
            Device second = Samples.device(account.id());
            database.devices.insert(first);
            database.devices.insert(second);
            database.devices.update(first.id(), old -> old.seen("changed", Samples.NOW));
            database.leases.insert(Samples.lease(first.id(), port));
            database.leases.insert(Samples.lease(second.id(), port + 1));
            database.devices.update(second.id(), old -> old.seen("changed", Samples.NOW));
            return account.id();
        }
    }
}
