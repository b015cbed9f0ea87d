package org.p2pvps.rental;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.rental.Order;
import org.p2pvps.persistence.Samples;
import org.p2pvps.persistence.TestDatabase;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.EarlyEnd;

/** The bundle's parts on a real database, with an owner, a renter and a device that is ready and on the market. */
final class RentalFixture implements AutoCloseable {
    static final Duration GRACE = Duration.ofSeconds(20);
    static final Duration PAY_WITHIN = Parts.PAY_WITHIN;
    static final int LONGEST_HOURS = Parts.LONGEST_HOURS;
    static final Division DIVISION = new Division(EarlyEnd.STARTED_HOURS, 1_000);

    final MovingClock clock = new MovingClock(Samples.NOW);
    final PostedEvents events = new PostedEvents();
    final OpenTunnels tunnels = new OpenTunnels();
    final ShownMarket market = new ShownMarket("direct");
    final Ways ways = new Ways(tunnels, new NamedGateway());
    final Account owner = Samples.account();
    final Account renter = Samples.account();
    final TestDatabase database;
    final Listings listings;
    final RentalDesk desk;
    final RentalEnd end;
    final Parts parts;
    final ToldOutages uptime = new ToldOutages(clock);
    final Device device;
    final Lease lease;

    RentalFixture(Path folder) throws SQLException {
        database = TestDatabase.open(folder);
        parts = new Parts(Stores.of(database), ways, uptime, DIVISION, events, clock);
        parts.errands.addMarket(market);
        end = parts.end;
        desk = parts.desk;
        listings = new Listings(database.transactions, database.devices, database.listings, ways, GRACE, clock);
        listings.addMarket(market);
        database.accounts.insert(owner);
        database.accounts.insert(renter);
        device = readyDevice(Purpose.FOR_RENT);
        lease = database.leases.activeOf(device.id()).orElseThrow();
        listings.reconcile();
    }

    Device readyDevice(Purpose purpose) {
        Device added = Samples.device(owner.id());
        database.devices.insert(added);
        Device ready = database.devices.update(
                added.id(), found -> found.registered("instance-1", Samples.hardware(), clock.instant())
                        .described(found.name(), "", purpose, found.hourlyRate())
                        .to(DeviceState.PREPARING)
                        .to(DeviceState.READY));
        database.leases.insert(
                Samples.lease(ready.id(), 20_000 + database.leases.all().size()));
        tunnels.open(ready.id());
        return ready;
    }

    DeviceState state() {
        return database.devices.find(device.id()).orElseThrow().state();
    }

    /** Pays all of an order. */
    Order paid(Order order) {
        return desk.paid(order.id(), order.reference(), order.total());
    }

    @Override
    public void close() {
        database.close();
    }
}
