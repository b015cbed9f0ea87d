package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.p2pvps.persistence.Samples.NOW;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.ledger.EntryKind;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.Transfer;
import org.p2pvps.api.rental.Order;
import org.p2pvps.protocol.ErrorCode;

class LedgerStoreTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;

    private LedgerAccount held;
    private LedgerAccount deposit;
    private Order order;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void prepare() {
        Account account = Samples.account();
        database.accounts.insert(account);
        Device device = Samples.device(account.id());
        database.devices.insert(device);
        order = Samples.order(device.id(), account.id());
        database.orders.insert(order);
        held = LedgerAccount.held("market " + order.id(), "EUR");
        deposit = LedgerAccount.deposit(order.id(), "EUR");
    }

    private Transfer line(int line, LedgerAccount debit, LedgerAccount credit, long amount) {
        return new Transfer(
                UUID.randomUUID(),
                "entry " + order.id(),
                line,
                EntryKind.PAYMENT,
                debit,
                credit,
                new Money(amount, "EUR"),
                order.id(),
                NOW);
    }

    @Test
    void keepsTransfersAndSumsThemUp() {
        Transfer in = line(0, held, deposit, 10);
        Transfer out = line(1, deposit, held, 4);
        database.ledger.post(List.of(in, out));

        assertThat(database.ledger.balance(held).amount()).isEqualTo(6);
        assertThat(database.ledger.balance(deposit).amount()).isEqualTo(6);
        assertThat(database.ledger.balance(deposit).credits()).isEqualTo(10);
        assertThat(database.ledger.byOrder(order.id())).containsExactly(in, out);
        assertThat(database.ledger.byAccount(held)).containsExactly(in, out);
        assertThat(database.ledger.newest(500)).contains(in, out);
        assertThat(database.ledger.isPosted(in.entry())).isTrue();
        assertThat(database.ledger.isPosted("another")).isFalse();
        assertThat(database.ledger.unbalanced()).isZero();
    }

    @Test
    void refusesAnEntryTwice() {
        database.ledger.post(List.of(line(0, held, deposit, 10)));
        assertConflict(() -> database.ledger.post(List.of(line(0, held, deposit, 10))));
        assertThat(database.ledger.balance(held).amount()).isEqualTo(10);
    }

    @Test
    void refusesToTakeOutMoreThanCameIn() {
        assertConflict(() -> database.transactions.run(
                () -> database.ledger.post(List.of(line(0, held, deposit, 10), line(1, deposit, held, 11)))));
        assertThat(database.ledger.balance(held).amount()).isZero();
        assertThat(database.ledger.byOrder(order.id())).isEmpty();
    }

    /** Whoever writes to the database by hand is stopped too. */
    @Test
    void transfersCanNeitherBeChangedNorDeleted() {
        database.ledger.post(List.of(line(0, held, deposit, 10)));
        assertThatThrownBy(() -> execute("update ledger_transfer set amount = 11"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> execute("delete from ledger_transfer")).isInstanceOf(SQLException.class);
        assertThat(database.ledger.unbalanced()).isZero();
    }

    @Test
    void tamperedSumsAreNoticed() throws SQLException {
        database.ledger.post(List.of(line(0, held, deposit, 10)));
        execute("update ledger_account set debits = debits + 1 where subject = '" + held.subject() + "'");
        assertThat(database.ledger.unbalanced()).isEqualTo(1);
        execute("update ledger_account set debits = debits - 1 where subject = '" + held.subject() + "'");
        assertThat(database.ledger.unbalanced()).isZero();
    }

    /** All of them open the same account, and only one of them can. */
    @Test
    void paymentsAtTheSameTimeAllCount() throws Exception {
        List<Callable<Void>> payments = IntStream.range(0, 4)
                .<Callable<Void>>mapToObj(line -> () -> {
                    database.transactions.run(() -> database.ledger.post(List.of(line(line, held, deposit, 10))));
                    return null;
                })
                .toList();
        ExecutorService payers = Executors.newFixedThreadPool(payments.size());
        try {
            for (Future<Void> payment : payers.invokeAll(payments)) {
                payment.get();
            }
        } finally {
            payers.shutdownNow();
        }
        assertThat(database.ledger.balance(held).amount()).isEqualTo(40);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().executeUpdate(statement);
        }
    }

    private static void assertConflict(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.CONFLICT));
    }
}
