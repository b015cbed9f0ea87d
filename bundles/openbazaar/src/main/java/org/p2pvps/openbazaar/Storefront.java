package org.p2pvps.openbazaar;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.PublishedOffer;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;
import org.p2pvps.openbazaar.daemon.ImageHashes;
import org.p2pvps.openbazaar.daemon.IndexedListing;
import org.p2pvps.openbazaar.daemon.ListingOffer;
import org.p2pvps.openbazaar.daemon.Readings;
import org.p2pvps.protocol.ErrorCode;

/**
 * Makes the store show what is listed, and nothing else of ours. Usually it compares what is listed with what it put up; now and then
 * with the daemon's own index and stock as well, which finds what was lost, what is left over and what was sold by mistake.
 *
 * <p>Withdrawals come first, so that nobody buys what is gone. One listing that the daemon refuses keeps no other from being put up.
 */
final class Storefront {
    private final Daemon daemon;
    private final Connection connection;
    private final Slugs slugs;
    private final Offers offers;
    private final OrderDesk orders;
    private final OpenBazaarConfig config;
    private final DeviceStore devices;
    private final ListingStore listings;
    private final PublishedOfferStore published;
    private final TrackedSaleStore sales;
    private final byte[] picture;
    private final Clock clock;
    private List<ImageHashes> images;
    private List<String> coins;

    Storefront(
            Daemon daemon,
            Connection connection,
            OpenBazaarConfig config,
            Stores stores,
            OrderDesk orders,
            byte[] picture,
            Clock clock) {
        this.daemon = daemon;
        this.connection = connection;
        this.slugs = new Slugs(config.slugPrefix());
        this.offers = new Offers(config, orders::conditions);
        this.orders = orders;
        this.config = config;
        this.devices = stores.devices();
        this.listings = stores.listings();
        this.published = stores.published();
        this.sales = stores.sales();
        this.picture = picture;
        this.clock = clock;
    }

    /** From the database alone: what changed since the last time. */
    void reconcile() {
        Map<String, ListingOffer> wanted = wanted();
        Map<String, PublishedOffer> up = up();
        up.values().stream().filter(offer -> !wanted.containsKey(offer.slug())).forEach(offer -> remove(offer.slug()));
        wanted.values().forEach(offer -> bringUp(offer, up.get(offer.slug())));
    }

    /** From the daemon too: what is not as it was left. */
    void audit() {
        Map<String, ListingOffer> wanted = wanted();
        Map<String, PublishedOffer> up = up();
        Set<String> shown = shown();
        shown.stream()
                .filter(slug -> slugs.isOurs(slug) && !wanted.containsKey(slug))
                .forEach(this::remove);
        Map<String, BigInteger> stock = daemon.inventory();
        Set<String> paidFor = paidFor();
        for (ListingOffer offer : wanted.values()) {
            boolean whole = shown.contains(offer.slug())
                    && (offer.stock().equals(stock.get(offer.slug())) || paidFor.contains(offer.slug()));
            bringUp(offer, whole ? up.get(offer.slug()) : null);
        }
        up.keySet().stream()
                .filter(slug -> !wanted.containsKey(slug))
                .forEach(slug -> published.forget(PublishedOffer.idOf(slug)));
    }

    /** An index that can't be read in full tells nothing: what is missing in it may be there. */
    private Set<String> shown() {
        Readings<IndexedListing> index = daemon.listings();
        if (!index.faults().isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INTERNAL, "the store's index is unreadable: " + String.join("; ", index.faults()));
        }
        return index.items().stream().map(IndexedListing::slug).collect(Collectors.toSet());
    }

    private Map<String, PublishedOffer> up() {
        return published.all().stream().collect(Collectors.toMap(PublishedOffer::slug, Function.identity()));
    }

    /**
     * What should be in the store: what is listed, but not while somebody's payment for it gathers confirmations; and more hours of
     * what was rented here.
     */
    private Map<String, ListingOffer> wanted() {
        learnStore();
        Map<UUID, Device> ready =
                devices.byState(DeviceState.READY).stream().collect(Collectors.toMap(Device::id, Function.identity()));
        Set<String> reserved = sales.byProgress(SaleProgress.RESERVED).stream()
                .map(TrackedSale::slug)
                .collect(Collectors.toSet());
        Instant expiry = clock.instant().plus(Duration.ofDays(config.listingDays()));
        Map<String, ListingOffer> wanted = new HashMap<>();
        for (Listing listing : listings.listed()) {
            Device device = ready.get(listing.deviceId());
            boolean sold = !listing.market().equals(OpenBazaarMarket.NAME)
                    || device == null
                    || device.generation() != listing.generation()
                    || reserved.contains(listing.reference());
            if (!sold) {
                offer(
                        listing.reference(),
                        device.hourlyRate(),
                        offers.offer(listing.reference(), device, coins, images, expiry),
                        wanted);
            }
        }
        orders.extendable(OpenBazaarMarket.NAME).stream()
                .filter(rental -> slugs.isOurs(rental.listing()))
                .forEach(rental -> offer(
                        Slugs.more(rental.listing()),
                        rental.hourlyPrice(),
                        offers.more(rental, images, earlier(expiry, rental.endsAt())),
                        wanted));
        return wanted;
    }

    private void offer(String slug, Money price, Optional<ListingOffer> possible, Map<String, ListingOffer> wanted) {
        possible.ifPresentOrElse(
                offer -> wanted.put(slug, offer),
                () -> connection.fault(
                        slug, "can't be listed at " + price.amount() + " " + price.currency() + " an hour"));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Set<String> paidFor() {
        Set<String> slugsPaidFor = new HashSet<>();
        for (SaleProgress progress : List.of(SaleProgress.RESERVED, SaleProgress.REPORTED)) {
            sales.byProgress(progress).forEach(sale -> slugsPaidFor.add(sale.slug()));
        }
        return slugsPaidFor;
    }

    private void learnStore() {
        if (images == null) {
            images = List.of(daemon.upload("server.png", picture));
            List<String> named = Offers.words(config.coins());
            coins = named.isEmpty() ? daemon.identity().coins() : named;
        }
    }

    private void bringUp(ListingOffer offer, PublishedOffer before) {
        String digest = Offers.digest(offer);
        Instant now = clock.instant();
        Instant halfTime = now.plus(Duration.ofDays(config.listingDays()).dividedBy(2));
        boolean fresh = before != null
                && before.digest().equals(digest)
                && !before.expiresAt().isBefore(earlier(halfTime, offer.expiry()));
        if (fresh) {
            return;
        }
        if (attempt(offer.slug(), () -> put(offer))) {
            published.put(
                    new PublishedOffer(PublishedOffer.idOf(offer.slug()), offer.slug(), digest, offer.expiry(), now));
        }
    }

    private void put(ListingOffer offer) {
        try {
            daemon.replace(offer);
        } catch (DaemonException e) {
            if (e.kind() != Kind.MISSING) {
                throw e;
            }
            String slug = daemon.create(offer);
            if (!slug.equals(offer.slug())) {
                daemon.delete(slug);
                throw e;
            }
        }
    }

    private void remove(String slug) {
        boolean gone = attempt(slug, () -> {
            try {
                daemon.delete(slug);
            } catch (DaemonException e) {
                if (e.kind() != Kind.MISSING) {
                    throw e;
                }
            }
        });
        if (gone) {
            published.forget(PublishedOffer.idOf(slug));
        }
    }

    /** What the daemon refuses is noted; what it can't do at all ends the round. */
    private boolean attempt(String slug, Runnable action) {
        try {
            action.run();
            connection.cleared(slug);
            return true;
        } catch (DaemonException e) {
            if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FORBIDDEN) {
                throw e;
            }
            connection.fault(slug, e.getMessage());
            return false;
        }
    }
}
