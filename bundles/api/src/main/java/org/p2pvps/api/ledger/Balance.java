package org.p2pvps.api.ledger;

/**
 * What went through an account.
 *
 * @param debits all of its left side, minor units
 * @param credits all of its right side, minor units
 */
public record Balance(LedgerAccount account, long debits, long credits) {
    /** What is there: never negative but for {@link AccountKind#HELD}, as the database checks. */
    public long amount() {
        return account.kind().growsByDebits() ? debits - credits : credits - debits;
    }
}
