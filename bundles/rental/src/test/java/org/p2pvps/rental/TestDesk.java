package org.p2pvps.rental;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.api.rental.SettlementStore;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.EarlyEnd;

/** The bundle's real parts, for the tests of markets: what one process of a server has of it. What it knows is in the database. */
public final class TestDesk {
    /** The longest rental, in hours. */
    public static final int LONGEST_HOURS = 720;

    /** For how long an order waits for its payment. */
    public static final Duration PAY_WITHIN = Parts.PAY_WITHIN;

    private static final int TENTH = 1_000;

    private final Parts parts;
    private final Listings listings;

    /** What the process meets outside, and what outlives it. */
    public static final class Surroundings {
        private final OpenTunnels tunnels = new OpenTunnels();
        private final ToldOutages outages;
        private final MovingClock clock;

        public Surroundings(MovingClock clock) {
            this.outages = new ToldOutages(clock);
            this.clock = clock;
        }

        /** A device is connected from now on. */
        public void connect(UUID deviceId) {
            tunnels.open(deviceId);
        }

        /** A device is gone. */
        public void disconnect(UUID deviceId) {
            tunnels.close(deviceId);
        }

        /** No device was reachable in this time. */
        public void outage(Instant from, Instant until) {
            outages.outage(from, until);
        }
    }

    /** What stands between the process and its stores. */
    public interface Wrapping {
        /** The same, watched. */
        <T> T on(Class<T> type, T target);
    }

    public TestDesk(TestDatabase database, Wrapping wrapping, Surroundings around) {
        Ways ways = new Ways(around.tunnels, new NamedGateway());
        Stores stores = wrapped(Stores.of(database), wrapping);
        Division division = new Division(EarlyEnd.PRO_RATA, TENTH);
        parts = new Parts(stores, ways, around.outages, division, new PostedEvents(), around.clock, LONGEST_HOURS);
        listings = new Listings(
                stores.transactions(), stores.devices(), stores.listings(), ways, Duration.ofSeconds(20), around.clock);
    }

    private static Stores wrapped(Stores stores, Wrapping wrapping) {
        return new Stores(
                wrapping.on(Transactions.class, stores.transactions()),
                wrapping.on(AccountStore.class, stores.accounts()),
                wrapping.on(DeviceStore.class, stores.devices()),
                wrapping.on(LeaseStore.class, stores.leases()),
                wrapping.on(ListingStore.class, stores.listings()),
                wrapping.on(OrderStore.class, stores.orders()),
                wrapping.on(RentalStore.class, stores.rentals()),
                wrapping.on(MailStore.class, stores.mails()),
                wrapping.on(PaymentStore.class, stores.payments()),
                wrapping.on(RefundStore.class, stores.refunds()),
                wrapping.on(SettlementStore.class, stores.settlements()),
                wrapping.on(LedgerStore.class, stores.ledger()));
    }

    /** Where markets report. */
    public OrderDesk orders() {
        return parts.marketDesk;
    }

    public Rentals rentals() {
        return parts.desk;
    }

    public void install(Market market) {
        parts.errands.addMarket(market);
        listings.addMarket(market);
    }

    public void end(UUID rentalId, EndReason reason) {
        parts.desk.end(rentalId, reason);
    }

    /** One round of all that the bundle does by itself. */
    public void sweep() {
        listings.reconcile();
        parts.errands.run();
        ExpirySweep.chores(parts.end, parts.absences, parts.renewals, parts.settling, parts.payments)
                .forEach(chore -> chore.work().run());
    }
}
