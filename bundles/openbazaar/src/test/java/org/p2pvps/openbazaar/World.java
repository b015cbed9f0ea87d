package org.p2pvps.openbazaar;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
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
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonHttp;
import org.p2pvps.openbazaar.daemon.DaemonSettings;
import org.p2pvps.openbazaar.daemon.Dialect;
import org.p2pvps.openbazaar.standin.StandIn;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.protocol.Hardware;

/** A real database, a stand-in daemon, an order desk, and processes of this bundle that can be killed and started again. */
final class World implements AutoCloseable {
    static final long PRICE = 10_000;

    final TestDatabase database;
    final StandIn standIn;
    final DeskBook desk;
    final Account owner = Samples.account();
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, UUID> listings = new HashMap<>();
    private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
    private Duration timeout = Duration.ofSeconds(20);

    World(Path folder) throws SQLException, IOException {
        database = TestDatabase.open(folder);
        standIn = new StandIn(0, "", "");
        desk = new DeskBook(this::sell);
        database.accounts.insert(owner);
        idle.shutdown();
    }

    /** A process of this bundle: lost when it is killed. */
    record Process(Seller seller, Market market) {}

    World with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    World timeout(Duration newTimeout) {
        timeout = newTimeout;
        return this;
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
                fuse.on(PublishedOfferStore.class, database.offers),
                fuse.on(TrackedSaleStore.class, database.sales),
                fuse.on(WalletPaymentStore.class, database.walletPayments));
        Seller seller = SellerParts.of(
                new Daemon(http, Dialect.V0_14),
                config,
                stores,
                fuse.on(OrderDesk.class, desk),
                order -> Optional.empty(),
                PlainImage.png(),
                idle,
                Clock.systemUTC());
        return new Process(seller, new OpenBazaarMarket(new Slugs(config.slugPrefix()), seller));
    }

    /** A ready device that is listed on this market; its slug. */
    String list() {
        return list("Pi", "arm64");
    }

    String list(String name, String architecture) {
        Device added = Samples.device(owner.id());
        database.devices.insert(added);
        Device ready = database.devices.update(added.id(), found -> found.registered(
                        "instance-1", new Hardware(architecture, 4, "x", 3_792, 20_000), Samples.NOW)
                .described(name, "a <b>box</b>", Purpose.FOR_RENT, new Money(PRICE, "TBTC"))
                .to(DeviceState.PREPARING)
                .to(DeviceState.READY));
        String slug = new Slugs("p2pvps").of(ready.id(), ready.generation());
        Listing listing = new Listing(
                UUID.randomUUID(),
                ready.id(),
                ready.generation(),
                OpenBazaarMarket.NAME,
                slug,
                ListingState.LISTED,
                Samples.NOW,
                null);
        database.listings.insert(listing);
        listings.put(slug, listing.id());
        desk.list(slug);
        return slug;
    }

    /** The device is rented, here or on another market. */
    void sell(String slug) {
        database.listings.update(
                listings.get(slug),
                found -> found.state() == ListingState.LISTED ? found.to(ListingState.SOLD, Samples.NOW) : found);
    }

    @Override
    public void close() throws IOException {
        standIn.close();
        database.close();
    }
}
