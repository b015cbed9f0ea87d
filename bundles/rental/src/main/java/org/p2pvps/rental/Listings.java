package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.rental.uptime.Presence;

/** Makes what is listed equal to what can be rented, on every market that is installed. */
@Component(service = Listings.class, configurationPid = RentalConfig.PID)
public final class Listings {
    private final Transactions transactions;
    private final DeviceStore devices;
    private final ListingStore listings;
    private final Ways ways;
    private final Duration offlineGrace;
    private final Clock clock;
    private final Map<UUID, Instant> offlineSince = new ConcurrentHashMap<>();
    private final List<Market> markets = new CopyOnWriteArrayList<>();

    /** Hears a device fall silent before its tunnel is closed. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Presence presence;

    @Activate
    public Listings(
            @Reference Transactions transactions,
            @Reference DeviceStore devices,
            @Reference ListingStore listings,
            @Reference Ways ways,
            RentalConfig config) {
        this(
                transactions,
                devices,
                listings,
                ways,
                Duration.ofSeconds(config.offlineGraceSeconds()),
                Clock.systemUTC());
    }

    Listings(
            Transactions transactions,
            DeviceStore devices,
            ListingStore listings,
            Ways ways,
            Duration offlineGrace,
            Clock clock) {
        this.transactions = transactions;
        this.devices = devices;
        this.listings = listings;
        this.ways = ways;
        this.offlineGrace = offlineGrace;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addMarket(Market market) {
        markets.add(market);
    }

    void removeMarket(Market market) {
        markets.remove(market);
    }

    /** One round. While the tunnel's bundle is away nobody can tell who is online: then all stays as it is. */
    void reconcile() {
        ways.tunnels().ifPresent(tunnels -> {
            listings.listed().forEach(listing -> withdrawIfGone(listing, tunnels));
            devices.byState(DeviceState.READY).stream()
                    .filter(device -> device.purpose() == Purpose.FOR_RENT
                            && tunnels.isOpen(device.id())
                            && !isSilent(device.id()))
                    .forEach(this::publish);
        });
    }

    private void withdrawIfGone(Listing listing, Tunnels tunnels) {
        Optional<Device> device = devices.find(listing.deviceId())
                .filter(found -> found.state() == DeviceState.READY
                        && found.purpose() == Purpose.FOR_RENT
                        && found.generation() == listing.generation());
        if (device.isEmpty() || isOffline(listing.deviceId(), tunnels)) {
            takeDown(listing);
        }
    }

    private boolean isOffline(UUID deviceId, Tunnels tunnels) {
        if (isSilent(deviceId)) {
            return true;
        }
        if (tunnels.isOpen(deviceId)) {
            offlineSince.remove(deviceId);
            return false;
        }
        Instant now = clock.instant();
        Instant since = offlineSince.computeIfAbsent(deviceId, id -> now);
        return !now.isBefore(since.plus(offlineGrace));
    }

    private boolean isSilent(UUID deviceId) {
        Presence there = presence;
        return there != null && there.isOffline(deviceId);
    }

    private void takeDown(Listing listing) {
        offlineSince.remove(listing.deviceId());
        markets.stream()
                .filter(market -> market.name().equals(listing.market()))
                .forEach(market -> market.withdraw(listing.reference()));
        Instant now = clock.instant();
        listings.update(
                listing.id(),
                found -> found.state() == ListingState.LISTED ? found.to(ListingState.WITHDRAWN, now) : found);
    }

    private void publish(Device device) {
        List<String> listedOn =
                listings.listedOf(device.id()).stream().map(Listing::market).toList();
        markets.stream().filter(market -> !listedOn.contains(market.name())).forEach(market -> publish(device, market));
    }

    /** The device's row is locked, so that a payment that comes in meanwhile waits, and then takes the listing down. */
    private void publish(Device device, Market market) {
        String reference = market.publish(device);
        boolean kept = transactions.call(() -> {
            Device now = devices.update(device.id(), found -> found);
            boolean still = now.state() == DeviceState.READY && now.generation() == device.generation();
            if (still) {
                listings.insert(new Listing(
                        UUID.randomUUID(),
                        device.id(),
                        device.generation(),
                        market.name(),
                        reference,
                        ListingState.LISTED,
                        clock.instant(),
                        null));
            }
            return still;
        });
        if (!kept) {
            market.withdraw(reference);
        }
    }
}
