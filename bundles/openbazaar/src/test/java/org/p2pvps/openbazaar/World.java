package org.p2pvps.openbazaar;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.p2pvps.api.Money;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonHttp;
import org.p2pvps.openbazaar.daemon.DaemonSettings;
import org.p2pvps.openbazaar.daemon.Dialect;
import org.p2pvps.openbazaar.standin.StandIn;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.protocol.Hardware;
import org.p2pvps.rental.MovingClock;
import org.p2pvps.rental.TestDesk;

/** A real database, a stand-in daemon, and processes of a server that can be killed and started again. */
final class World implements AutoCloseable {
    static final String COIN = "TBTC";
    static final long PRICE = 10_000;
    private static final int FIRST_PORT = 20_000;

    final MovingClock clock = new MovingClock(Instant.now());
    final TestDatabase database;
    final StandIn standIn;
    final Account owner = Samples.account();
    private final TestDesk.Surroundings around = new TestDesk.Surroundings(clock);
    private final Map<String, Object> settings = new HashMap<>();
    private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
    private Duration timeout = Duration.ofSeconds(20);
    private int devices;

    World(Path folder) throws SQLException, IOException {
        database = TestDatabase.open(folder);
        standIn = new StandIn(0, "", "");
        database.accounts.insert(owner);
        idle.shutdown();
    }

    /** A process with this market and the order desk: lost when it is killed. */
    record Process(Seller seller, TestDesk desk) {
        /** What both do by themselves, once. */
        void round() {
            seller.round();
            seller.compare();
            desk.sweep();
        }
    }

    World with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    World timeout(Duration newTimeout) {
        timeout = newTimeout;
        return this;
    }

    Process start() {
        return start(new Fuse(0));
    }

    Process start(Fuse fuse) {
        OpenBazaarConfig config = Settings.of(settings);
        DaemonSettings to = new DaemonSettings(URI.create("http://127.0.0.1:" + standIn.port()), "", timeout);
        DaemonHttp http = new DaemonHttp(to, () -> {
            fuse.step();
            return Optional.empty();
        });
        Stores stores = new Stores(
                fuse.on(DeviceStore.class, database.devices),
                fuse.on(ListingStore.class, database.listings),
                fuse.on(RentalStore.class, database.rentals),
                fuse.on(PublishedOfferStore.class, database.offers),
                fuse.on(TrackedSaleStore.class, database.sales),
                fuse.on(WalletPaymentStore.class, database.walletPayments));
        TestDesk desk = new TestDesk(database, fuse, around);
        Seller seller = SellerParts.of(
                new Daemon(http, Dialect.V0_14),
                config,
                stores,
                fuse.on(OrderDesk.class, desk.orders()),
                order -> OpenBazaar.delivered(desk.rentals(), order),
                PlainImage.png(),
                idle,
                clock);
        Market market = new OpenBazaarMarket(new Slugs(config.slugPrefix()), seller);
        desk.install(market);
        return new Process(seller, desk);
    }

    /** A ready device that is listed on this market; its slug. */
    String list() {
        return list("Pi", "arm64");
    }

    String list(String name, String architecture) {
        Device ready = ready(name, architecture);
        String slug = new Slugs("p2pvps").of(ready.id(), ready.generation());
        database.listings.insert(new Listing(
                UUID.randomUUID(),
                ready.id(),
                ready.generation(),
                OpenBazaarMarket.NAME,
                slug,
                ListingState.LISTED,
                clock.instant(),
                null));
        return slug;
    }

    /** Its owner changes for how long it is rented. */
    void rentedFor(String slug, Term term) {
        database.devices.update(Slugs.deviceOf(slug).orElseThrow(), found -> found.rentedFor(term));
    }

    /** Its owner wants another price from now on. */
    void priced(String slug, long price) {
        database.devices.update(
                Slugs.deviceOf(slug).orElseThrow(),
                found -> found.described(found.name(), found.description(), found.purpose(), new Money(price, COIN)));
    }

    private Device ready(String name, String architecture) {
        Device added = Samples.device(owner.id());
        database.devices.insert(added);
        Hardware hardware = new Hardware(architecture, 4, "x", 3_792, 20_000);
        Device ready =
                database.devices.update(added.id(), found -> found.registered("instance-1", hardware, clock.instant())
                        .described(name, "a <b>box</b>", Purpose.FOR_RENT, new Money(PRICE, COIN))
                        .to(DeviceState.PREPARING)
                        .to(DeviceState.READY));
        database.leases.insert(Samples.lease(ready.id(), FIRST_PORT + devices++));
        around.connect(ready.id());
        return ready;
    }

    /** The device is rented on another market, or its owner wants it back: nobody else can have it. */
    void takeAway(String slug) {
        UUID device = Slugs.deviceOf(slug).orElseThrow();
        database.devices.update(
                device, found -> found.state() == DeviceState.READY ? found.to(DeviceState.RETIRED) : found);
        database.listings
                .listedOf(device)
                .forEach(listing -> database.listings.update(
                        listing.id(), found -> found.to(ListingState.WITHDRAWN, found.createdAt())));
    }

    /** The device went away, and its listings with it. */
    void disconnect(String slug) {
        UUID device = Slugs.deviceOf(slug).orElseThrow();
        around.disconnect(device);
        database.listings
                .listedOf(device)
                .forEach(listing -> database.listings.update(
                        listing.id(), found -> found.to(ListingState.WITHDRAWN, found.createdAt())));
    }

    /** The rental of an order is over: it could not be reached in a quarter of its time. */
    void quarterLost(String orderId) {
        Rental rental = rental(orderId);
        if (rental.endedAt() == null && !clock.instant().isAfter(rental.endsAt())) {
            Duration term = Duration.between(rental.startedAt(), rental.endsAt());
            around.outage(rental.startedAt(), rental.startedAt().plus(term.dividedBy(4)));
            clock.forward(term.plusSeconds(1));
        }
    }

    /** The owner ends a rental as soon as it began. */
    void endAtOnce(Process process, String orderId) {
        process.desk().end(rental(orderId).id(), EndReason.OWNER);
    }

    Optional<Order> find(String orderId) {
        return database.orders.byExternalId(OpenBazaarMarket.NAME, orderId);
    }

    Order order(String orderId) {
        return find(orderId).orElseThrow();
    }

    OrderState state(String orderId) {
        return order(orderId).state();
    }

    Rental rental(String orderId) {
        return database.rentals.byOrder(order(orderId).id()).orElseThrow();
    }

    List<Refund> refunds(String orderId) {
        return database.refunds.byOrder(order(orderId).id());
    }

    /** What the desk counted as paid for an order. */
    long paid(String orderId) {
        return database.payments.byOrder(order(orderId).id()).stream()
                .map(Payment::amount)
                .mapToLong(Money::amount)
                .sum();
    }

    /** What is neither divided nor on its way back. */
    long deposit(String orderId) {
        return database.ledger
                .balance(LedgerAccount.deposit(order(orderId).id(), COIN))
                .amount();
    }

    Settlement settlement(String orderId) {
        return database.settlements.byOrder(order(orderId).id()).orElseThrow();
    }

    /** What the ledger says is in the daemon's wallet. */
    long held() {
        return database.ledger
                .balance(LedgerAccount.held(OpenBazaarMarket.NAME, COIN))
                .amount();
    }

    TrackedSale tracked(String orderId) {
        return database.sales.find(TrackedSale.idOf(orderId)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        standIn.close();
        database.close();
    }
}
