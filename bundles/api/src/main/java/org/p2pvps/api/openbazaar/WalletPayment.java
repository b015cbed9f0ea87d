package org.p2pvps.api.openbazaar;

import java.time.Instant;
import java.util.UUID;

/**
 * A payment out of the daemon's wallet, written down before it is made.
 *
 * @param id the key of the refund request it is for; at most one payment each
 * @param amount minor units of {@code coin}
 * @param transaction the transaction's id; empty until it is known
 */
public record WalletPayment(
        UUID id,
        String orderId,
        String address,
        String coin,
        long amount,
        WalletPaymentState state,
        String transaction,
        Instant createdAt) {

    /** The same, further on. */
    public WalletPayment to(WalletPaymentState next, String newTransaction) {
        return new WalletPayment(id, orderId, address, coin, amount, next, newTransaction, createdAt);
    }
}
