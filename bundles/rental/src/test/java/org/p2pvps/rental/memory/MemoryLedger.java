package org.p2pvps.rental.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.ledger.AccountKind;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.ledger.Transfer;
import org.p2pvps.protocol.ErrorCode;

/** The ledger in memory, with the checks that the database makes. */
public final class MemoryLedger implements LedgerStore {
    private final MemoryTransactions transactions;
    private final List<Transfer> transfers = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<LedgerAccount, Balance> balances = new HashMap<>();

    MemoryLedger(MemoryTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean isPosted(String entry) {
        return names.contains(entry + "#0");
    }

    @Override
    public void post(List<Transfer> lines) {
        transactions.run(() -> lines.forEach(this::post));
    }

    private void post(Transfer line) {
        String name = line.entry() + "#" + line.line();
        if (names.contains(name)) {
            throw new ProblemException(ErrorCode.CONFLICT, "Posted before: " + name);
        }
        transactions.write(
                () -> {
                    transfers.add(line);
                    names.add(name);
                },
                () -> {
                    transfers.remove(transfers.size() - 1);
                    names.remove(name);
                });
        add(line.debit(), line.amount().amount(), 0);
        add(line.credit(), 0, line.amount().amount());
    }

    private void add(LedgerAccount account, long debit, long credit) {
        Balance before = balance(account);
        Balance after =
                new Balance(account, Math.addExact(before.debits(), debit), Math.addExact(before.credits(), credit));
        if (account.kind() != AccountKind.HELD && after.amount() < 0) {
            throw new ProblemException(ErrorCode.CONFLICT, "Overdrawn: " + after);
        }
        transactions.write(() -> balances.put(account, after), () -> balances.put(account, before));
    }

    @Override
    public Balance balance(LedgerAccount account) {
        Balance found = balances.get(account);
        return found == null ? new Balance(account, 0, 0) : found;
    }

    @Override
    public List<Balance> balances() {
        return List.copyOf(balances.values());
    }

    @Override
    public List<Transfer> byOrder(UUID orderId) {
        return transfers.stream().filter(line -> orderId.equals(line.orderId())).toList();
    }

    @Override
    public List<Transfer> byAccount(LedgerAccount account) {
        return transfers.stream()
                .filter(line -> line.debit().equals(account) || line.credit().equals(account))
                .toList();
    }

    @Override
    public List<Transfer> newest(int limit) {
        return transfers.subList(Math.max(0, transfers.size() - limit), transfers.size());
    }

    @Override
    public long unbalanced() {
        return 0;
    }
}
