package org.p2pvps.api.ledger;

import java.util.List;
import java.util.UUID;

/**
 * Keeps the ledger. What is posted stays as it is. The database itself refuses what would overdraw an account, and changes and
 * deletions of transfers.
 */
public interface LedgerStore {
    /** Whether an entry of this name was posted. */
    boolean isPosted(String entry);

    /** Adds the lines of an entry. Fails with {@code conflict} if its name is taken or an account would be overdrawn. */
    void post(List<Transfer> lines);

    /** What went through an account, zeros if it was never used. Locks nothing. */
    Balance balance(LedgerAccount account);

    /** Every account that was ever used. */
    List<Balance> balances();

    List<Transfer> byOrder(UUID orderId);

    /** The lines that touch an account, oldest first. */
    List<Transfer> byAccount(LedgerAccount account);

    /** The newest lines, newest first. */
    List<Transfer> newest(int limit);

    /** How many accounts differ from the sum of their transfers: 0, or the database was tampered with. */
    long unbalanced();
}
