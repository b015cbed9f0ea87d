package org.p2pvps.persistence.ledger;

import java.util.List;
import java.util.UUID;
import javax.persistence.TypedQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.ledger.Transfer;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps the ledger. */
@Component(service = LedgerStore.class)
public final class JpaLedgerStore implements LedgerStore {
    private static final String SUM_OF_DEBITS =
            "(select coalesce(sum(t.amount), 0) from TransferEntity t where t.debitId = a.id)";
    private static final String SUM_OF_CREDITS =
            "(select coalesce(sum(t.amount), 0) from TransferEntity t where t.creditId = a.id)";

    private final JpaTransactions transactions;

    @Activate
    public JpaLedgerStore(@Reference JpaTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean isPosted(String entry) {
        return transactions.with(entityManager -> entityManager
                        .createQuery("select count(t) from TransferEntity t where t.entry = ?1", Long.class)
                        .setParameter(1, entry)
                        .getSingleResult()
                > 0);
    }

    @Override
    public void post(List<Transfer> lines) {
        lines.forEach(line -> {
            open(line.debit());
            open(line.credit());
            transactions.with(entityManager -> {
                entityManager.persist(TransferEntity.from(line));
                return null;
            });
        });
    }

    /** Makes the account if it is new. If somebody else just did, the whole transaction is run again and finds it. */
    private void open(LedgerAccount account) {
        boolean isNew = transactions.with(entityManager ->
                entityManager.find(LedgerAccountEntity.class, LedgerAccountEntity.idOf(account)) == null);
        if (isNew) {
            transactions.insertFirst(LedgerAccountEntity.empty(account));
        }
    }

    @Override
    public Balance balance(LedgerAccount account) {
        return transactions.with(entityManager -> {
            LedgerAccountEntity found =
                    entityManager.find(LedgerAccountEntity.class, LedgerAccountEntity.idOf(account));
            return found == null ? new Balance(account, 0, 0) : found.toBalance();
        });
    }

    @Override
    public List<Balance> balances() {
        return transactions.with(entityManager -> entityManager
                .createQuery(
                        "select a from LedgerAccountEntity a order by a.kind, a.currency, a.subject",
                        LedgerAccountEntity.class)
                .getResultList()
                .stream()
                .map(LedgerAccountEntity::toBalance)
                .toList());
    }

    @Override
    public List<Transfer> byOrder(UUID orderId) {
        return transactions.with(entityManager -> records(entityManager
                .createQuery(lines("and t.orderId = ?1 order by t.postedAt, t.entry, t.line"), Object[].class)
                .setParameter(1, orderId)));
    }

    @Override
    public List<Transfer> byAccount(LedgerAccount account) {
        return transactions.with(entityManager -> records(entityManager
                .createQuery(lines("and (d.id = ?1 or c.id = ?1) order by t.postedAt, t.entry, t.line"), Object[].class)
                .setParameter(1, LedgerAccountEntity.idOf(account))));
    }

    @Override
    public List<Transfer> newest(int limit) {
        return transactions.with(entityManager -> records(entityManager
                .createQuery(lines("order by t.postedAt desc, t.entry desc, t.line desc"), Object[].class)
                .setMaxResults(limit)));
    }

    @Override
    public long unbalanced() {
        return transactions.with(entityManager -> entityManager
                .createQuery(
                        "select count(a) from LedgerAccountEntity a where a.debits <> " + SUM_OF_DEBITS
                                + " or a.credits <> " + SUM_OF_CREDITS,
                        Long.class)
                .getSingleResult());
    }

    private static String lines(String condition) {
        return "select t, d, c from TransferEntity t, LedgerAccountEntity d, LedgerAccountEntity c"
                + " where t.debitId = d.id and t.creditId = c.id " + condition;
    }

    private static List<Transfer> records(TypedQuery<Object[]> query) {
        return query.getResultList().stream().map(JpaLedgerStore::record).toList();
    }

    private static Transfer record(Object[] row) {
        TransferEntity line = (TransferEntity) row[0];
        LedgerAccountEntity debit = (LedgerAccountEntity) row[1];
        LedgerAccountEntity credit = (LedgerAccountEntity) row[2];
        return line.toRecord(debit.toAccount(), credit.toAccount());
    }
}
