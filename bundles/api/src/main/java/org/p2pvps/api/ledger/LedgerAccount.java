package org.p2pvps.api.ledger;

import java.util.UUID;

/** An account of the ledger, in one currency. */
public record LedgerAccount(AccountKind kind, String subject, String currency) {
    private static final String SERVER = "server";

    public static LedgerAccount held(String market, String currency) {
        return new LedgerAccount(AccountKind.HELD, market, currency);
    }

    public static LedgerAccount deposit(UUID orderId, String currency) {
        return new LedgerAccount(AccountKind.DEPOSIT, orderId.toString(), currency);
    }

    public static LedgerAccount refunds(UUID orderId, String currency) {
        return new LedgerAccount(AccountKind.REFUNDS, orderId.toString(), currency);
    }

    public static LedgerAccount earnings(UUID ownerId, String currency) {
        return new LedgerAccount(AccountKind.EARNINGS, ownerId.toString(), currency);
    }

    public static LedgerAccount claims(UUID ownerId, String currency) {
        return new LedgerAccount(AccountKind.CLAIMS, ownerId.toString(), currency);
    }

    public static LedgerAccount fees(String currency) {
        return new LedgerAccount(AccountKind.FEES, SERVER, currency);
    }

    public static LedgerAccount marketFees(String market, String currency) {
        return new LedgerAccount(AccountKind.MARKET_FEES, market, currency);
    }
}
