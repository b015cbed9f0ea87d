package org.p2pvps.rental.ledger;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ledger.EntryKind;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.Settlement;

/** Writes down what happens to money. Every method joins the caller's transaction. */
@Component(service = Ledger.class)
public final class Ledger {
    private final LedgerStore store;
    private final Clock clock;

    @Activate
    public Ledger(@Reference LedgerStore store) {
        this(store, Clock.systemUTC());
    }

    public Ledger(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A payment arrived. */
    public void received(Order order, Payment payment) {
        String currency = payment.amount().currency();
        post(entry(EntryKind.PAYMENT, payment.market() + " " + payment.reference(), order.id())
                .move(
                        LedgerAccount.held(order.market(), currency),
                        LedgerAccount.deposit(order.id(), currency),
                        payment.amount().amount()));
    }

    /** What was paid for an order and is neither divided nor on its way back. */
    public Money deposit(Order order) {
        String currency = order.total().currency();
        return order.total()
                .of(store.balance(LedgerAccount.deposit(order.id(), currency)).amount());
    }

    public void refundDue(Refund refund) {
        refund(EntryKind.REFUND_DUE, refund, deposit(refund), refunds(refund));
    }

    public void refundVoid(Refund refund) {
        refund(EntryKind.REFUND_VOID, refund, refunds(refund), deposit(refund));
    }

    public void refundPaid(Order order, Refund refund) {
        LedgerAccount held = LedgerAccount.held(order.market(), refund.amount().currency());
        refund(EntryKind.REFUND_PAID, refund, refunds(refund), held);
    }

    /** The owner's and the server's part; the renter's is a refund. */
    public void settled(Settlement settlement, UUID ownerId) {
        String currency = settlement.price().currency();
        LedgerAccount deposit = LedgerAccount.deposit(settlement.orderId(), currency);
        post(entry(EntryKind.SETTLEMENT, settlement.orderId().toString(), settlement.orderId())
                .move(
                        deposit,
                        LedgerAccount.earnings(ownerId, currency),
                        settlement.earned().amount())
                .move(deposit, LedgerAccount.fees(currency), settlement.fee().amount()));
    }

    /**
     * A ruling changed what the owner and the server get; what they lose is in the order's deposit afterwards. What the owner was
     * paid out already becomes a claim.
     *
     * @param earned more (or, if negative, less) for the owner
     * @param fee more or less for the server
     * @param marketFee what the market and others took of it, and have already
     */
    public void ruled(Order order, String reference, UUID ownerId, long earned, long fee, long marketFee) {
        String currency = order.total().currency();
        LedgerAccount deposit = LedgerAccount.deposit(order.id(), currency);
        LedgerAccount earnings = LedgerAccount.earnings(ownerId, currency);
        LedgerAccount taken = LedgerAccount.marketFees(order.market(), currency);
        long there = Math.min(Math.max(0, -earned), store.balance(earnings).amount());
        post(entry(EntryKind.RULING, order.id() + " " + reference, order.id())
                .move(earnings, deposit, there)
                .move(LedgerAccount.claims(ownerId, currency), deposit, -earned - there)
                .move(LedgerAccount.fees(currency), deposit, -fee)
                .move(deposit, earnings, earned)
                .move(deposit, LedgerAccount.fees(currency), fee)
                .move(deposit, taken, marketFee)
                .move(taken, LedgerAccount.held(order.market(), currency), marketFee));
    }

    /** What an owner can be paid. */
    public Money payable(UUID ownerId, String currency) {
        long earned = store.balance(LedgerAccount.earnings(ownerId, currency)).amount();
        long claimed = store.balance(LedgerAccount.claims(ownerId, currency)).amount();
        return new Money(earned - claimed, currency);
    }

    /** An owner was paid out of what a market holds. */
    public void paidOut(UUID ownerId, String market, Money amount, String reference) {
        post(entry(EntryKind.PAYOUT, reference, null)
                .move(
                        LedgerAccount.earnings(ownerId, amount.currency()),
                        LedgerAccount.held(market, amount.currency()),
                        amount.amount()));
    }

    public boolean wasPaidOut(String reference) {
        return store.isPosted(Entry.name(EntryKind.PAYOUT, reference));
    }

    private void refund(EntryKind kind, Refund refund, LedgerAccount debit, LedgerAccount credit) {
        post(entry(kind, refund.id().toString(), refund.orderId())
                .move(debit, credit, refund.amount().amount()));
    }

    private Entry entry(EntryKind kind, String name, UUID orderId) {
        return new Entry(kind, name, orderId, clock.instant(), List.of());
    }

    private void post(Entry entry) {
        if (!entry.lines().isEmpty()) {
            store.post(entry.lines());
        }
    }

    private static LedgerAccount deposit(Refund refund) {
        return LedgerAccount.deposit(refund.orderId(), refund.amount().currency());
    }

    private static LedgerAccount refunds(Refund refund) {
        return LedgerAccount.refunds(refund.orderId(), refund.amount().currency());
    }
}
