package org.p2pvps.rental;

import java.time.Clock;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Ledger;

/** Records what owners were paid of their earnings. The money itself moves elsewhere. */
@Component(service = Payouts.class)
public final class Payouts {
    private static final int LONGEST_REFERENCE = 200;

    private final Transactions transactions;
    private final AccountStore accounts;
    private final Ledger ledger;
    private final RenterMails mails;
    private final Clock clock;

    @Activate
    public Payouts(
            @Reference Transactions transactions,
            @Reference AccountStore accounts,
            @Reference Ledger ledger,
            @Reference RenterMails mails) {
        this(transactions, accounts, ledger, mails, Clock.systemUTC());
    }

    Payouts(Transactions transactions, AccountStore accounts, Ledger ledger, RenterMails mails, Clock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.ledger = ledger;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * An owner was paid.
     *
     * @param market whose money it was
     * @param reference what names the payment; each counts once
     * @return what can still be paid
     */
    public Money record(UUID ownerId, String market, Money amount, String reference) {
        if (reference.isBlank() || reference.length() > LONGEST_REFERENCE) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "reference: 1 to 200 characters.");
        }
        return transactions.call(() -> {
            // Of two who record at once, one waits, and then sees what is left.
            accounts.update(ownerId, found -> found);
            if (!ledger.wasPaidOut(reference)) {
                requirePayable(ownerId, amount);
                ledger.paidOut(ownerId, market, amount, reference);
                mails.toOwner(ownerId, owner -> MoneyMails.paidOut(owner, amount, reference, clock.instant()));
            }
            return ledger.payable(ownerId, amount.currency());
        });
    }

    private void requirePayable(UUID ownerId, Money amount) {
        Money payable = ledger.payable(ownerId, amount.currency());
        if (amount.amount() <= 0 || amount.amount() > payable.amount()) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "This owner can be paid " + payable.amount() + " " + payable.currency() + " (in minor units).");
        }
    }
}
