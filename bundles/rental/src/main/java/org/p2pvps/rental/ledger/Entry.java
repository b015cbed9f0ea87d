package org.p2pvps.rental.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.p2pvps.api.Money;
import org.p2pvps.api.ledger.EntryKind;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.Transfer;

/**
 * An entry of the ledger in the making.
 *
 * @param subject what it is about; with the kind, its name
 */
record Entry(EntryKind kind, String subject, UUID orderId, Instant at, List<Transfer> lines) {
    static String name(EntryKind kind, String subject) {
        return kind.name().toLowerCase(Locale.ROOT) + " " + subject;
    }

    /** With a line more; none for an amount of 0 or less. */
    Entry move(LedgerAccount debit, LedgerAccount credit, long amount) {
        if (amount <= 0) {
            return this;
        }
        Transfer line = new Transfer(
                UUID.randomUUID(),
                name(kind, subject),
                lines.size(),
                kind,
                debit,
                credit,
                new Money(amount, debit.currency()),
                orderId,
                at);
        return new Entry(
                kind,
                subject,
                orderId,
                at,
                Stream.concat(lines.stream(), Stream.of(line)).toList());
    }
}
