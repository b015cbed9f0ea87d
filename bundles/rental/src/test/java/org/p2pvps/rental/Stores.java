package org.p2pvps.rental;

import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.SettlementStore;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.memory.Memory;

/** Where the bundle keeps what it knows. */
record Stores(
        Transactions transactions,
        AccountStore accounts,
        DeviceStore devices,
        LeaseStore leases,
        ListingStore listings,
        OrderStore orders,
        RentalStore rentals,
        MailStore mails,
        PaymentStore payments,
        RefundStore refunds,
        SettlementStore settlements,
        LedgerStore ledger) {

    static Stores of(TestDatabase database) {
        return new Stores(
                database.transactions,
                database.accounts,
                database.devices,
                database.leases,
                database.listings,
                database.orders,
                database.rentals,
                database.mails,
                database.payments,
                database.refunds,
                database.settlements,
                database.ledger);
    }

    /** The same stores, with other transactions around them. */
    Stores with(Transactions other) {
        return new Stores(
                other,
                accounts,
                devices,
                leases,
                listings,
                orders,
                rentals,
                mails,
                payments,
                refunds,
                settlements,
                ledger);
    }

    static Stores of(Memory memory) {
        return new Stores(
                memory.transactions,
                memory.accounts,
                memory.devices,
                memory.leases,
                memory.listings,
                memory.orders,
                memory.rentals,
                memory.mails,
                memory.payments,
                memory.refunds,
                memory.settlements,
                memory.ledger);
    }
}
