package org.p2pvps.api.ledger;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;

/**
 * A line of an entry: an amount that leaves one account on its right and enters another on its left, so that every line, and
 * with it every entry and the whole ledger, is in balance. Never changed, never deleted.
 *
 * @param entry names the entry it belongs to; the same name is the same entry, once and for all
 * @param line its number within the entry, from 0
 * @param amount more than 0, in the currency of both accounts
 * @param orderId the order it is about; null for none
 */
public record Transfer(
        UUID id,
        String entry,
        int line,
        EntryKind kind,
        LedgerAccount debit,
        LedgerAccount credit,
        Money amount,
        UUID orderId,
        Instant postedAt) {

    public Transfer {
        boolean sameCurrency =
                debit.currency().equals(credit.currency()) && debit.currency().equals(amount.currency());
        if (amount.amount() <= 0 || !sameCurrency || debit.equals(credit)) {
            throw new IllegalArgumentException(
                    "A transfer moves more than nothing between two accounts of one currency.");
        }
    }
}
