package org.p2pvps.api.ledger;

/** What a ledger account is for. Which side it grows on tells what it is: what we have on the left, what we owe on the right. */
public enum AccountKind {
    /**
     * Money that a market took in and that is still there. Its subject is the market. The one account that may be overdrawn: if a
     * moderator sends back what the owner was paid out already, the admin has advanced it.
     */
    HELD(true),
    /** What was paid for an order and is not divided yet. Its subject is the order. */
    DEPOSIT(false),
    /** What is to go back to the renter of an order. Its subject is the order. */
    REFUNDS(false),
    /** What an owner earned and was not paid out. Its subject is the owner. */
    EARNINGS(false),
    /** What an owner has to give back, because a ruling came after the pay-out. Its subject is the owner. */
    CLAIMS(true),
    /** What the server earned. Its subject is {@code server}. */
    FEES(false),
    /**
     * What a market, a moderator and a network took of a ruling. Its subject is the market. It is empty after each ruling, since
     * they take it by themselves; what it was credited with in all is what they took.
     */
    MARKET_FEES(false);

    private final boolean debit;

    AccountKind(boolean debit) {
        this.debit = debit;
    }

    /** Whether it grows by debits (what we have) rather than by credits (what we owe). */
    public boolean growsByDebits() {
        return debit;
    }
}
