package org.p2pvps.openbazaar.daemon;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order as its seller sees it.
 *
 * @param lines how many listings it orders; ours has one
 * @param productId what the listing's stock is kept under; may be empty
 * @param quantity as the buyer wrote it: 0 is charged as 1
 * @param unitPrice what a unit costs in the listing's own currency, from the contract that the buyer signed
 * @param total what was agreed, in the coin that is paid in
 * @param moderator the moderator's id; empty for a direct order
 * @param refundAddress where the buyer takes money back
 * @param contact free text that should be an e-mail address
 * @param memo the buyer's free text
 * @param transactions in and out of the payment address
 * @param delivered what was delivered; empty before the fulfilment
 * @param dispute null if there is none
 * @param ruling null before the moderator ruled
 * @param accepted whether somebody took the money that the ruling gave
 * @param refundTransaction the refund's transaction; empty if there is none
 */
public record SaleOrder(
        String orderId,
        SaleState state,
        boolean funded,
        int lines,
        String slug,
        String productId,
        BigInteger quantity,
        Amount unitPrice,
        Amount total,
        String buyerId,
        String moderator,
        String refundAddress,
        String contact,
        String memo,
        List<Transaction> transactions,
        List<Fulfilment> delivered,
        Dispute dispute,
        Ruling ruling,
        boolean accepted,
        String refundTransaction,
        int unreadMessages) {

    /** A daemon whose wallet is still catching up counts below zero, without a sign: 4294966732 was seen. */
    private static final long MOST_CONFIRMATIONS = 100_000_000;

    /**
     * Money that moved.
     *
     * @param value in minor units of the coin; negative if it left the payment address
     */
    public record Transaction(String id, BigInteger value, long confirmations, long height) {
        private Transaction plus(Transaction other) {
            return new Transaction(
                    id,
                    value.add(other.value),
                    Math.min(confirmations, other.confirmations),
                    Math.min(height, other.height));
        }
    }

    /** What was delivered. Its text shows no password. */
    public record Fulfilment(String slug, String url, String note) {}

    /** A dispute that was opened. */
    public record Dispute(Instant openedAt, String claim) {}

    /**
     * How the moderator split the money.
     *
     * @param vendor minor units for us
     * @param buyer minor units for the buyer
     * @param moderator minor units for the moderator
     */
    public record Ruling(String resolution, BigInteger vendor, BigInteger buyer, BigInteger moderator) {}

    /** Whether a moderator holds a key. */
    public boolean moderated() {
        return !moderator.isEmpty();
    }

    /** What was paid in, one a transaction: one that pays twice to the order's address is one payment. */
    public List<Transaction> payments() {
        Map<String, Transaction> payments = new LinkedHashMap<>();
        incoming().forEach(payment -> payments.merge(payment.id(), payment, Transaction::plus));
        return List.copyOf(payments.values());
    }

    /** What was paid in, in minor units; what went out later does not lessen it. */
    public BigInteger paidIn() {
        return incoming().map(Transaction::value).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * Confirmations of the youngest payments that the total still needs; 0 if it is not paid. Oldest count first, so that a late
     * surplus delays nothing.
     */
    public long confirmations() {
        BigInteger missing = total.units();
        for (Transaction payment : incoming()
                .sorted(Comparator.comparingLong(SaleOrder::certain).reversed())
                .toList()) {
            missing = missing.subtract(payment.value());
            if (missing.signum() <= 0) {
                return certain(payment);
            }
        }
        return 0;
    }

    /** What a unit is charged for: at least one. */
    public BigInteger charged() {
        return quantity.max(BigInteger.ONE);
    }

    private java.util.stream.Stream<Transaction> incoming() {
        return transactions.stream().filter(transaction -> transaction.value().signum() > 0);
    }

    /** Confirmations that can be believed; else 0. */
    public static long certain(Transaction transaction) {
        boolean sane = transaction.height() > 0
                && transaction.confirmations() > 0
                && transaction.confirmations() < MOST_CONFIRMATIONS;
        return sane ? transaction.confirmations() : 0;
    }
}
