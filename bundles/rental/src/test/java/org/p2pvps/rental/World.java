package org.p2pvps.rental;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.market.Buyer;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.persistence.Samples;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.memory.Crash;
import org.p2pvps.rental.memory.CrashPoints;

/** A server with one device, two renters and two markets, to which anything may happen. */
final class World {
    static final String DIRECT = "direct";
    static final String BAZAAR = "bazaar";

    /** What callers are told who ask for what can't be. */
    private static final Set<ErrorCode> REFUSALS = Set.of(
            ErrorCode.FIELD_INVALID,
            ErrorCode.NOT_FOUND,
            ErrorCode.DEVICE_NOT_AVAILABLE,
            ErrorCode.ORDER_NOT_PAYABLE,
            ErrorCode.PAYMENT_MISMATCH,
            ErrorCode.TRANSITION_FORBIDDEN);

    /** Some orders are for less, some for more. */
    static final Term TERM = new Term(2, 28);

    static final int SHORTEST_RENEWAL = 11;

    private static final List<EndReason> BY_SOMEBODY =
            List.of(EndReason.TERM, EndReason.RENTER, EndReason.OWNER, EndReason.ADMIN);

    /** How many kinds of things can happen. */
    private static final int WHATS = 22;

    final Stores stores;
    final Parts parts;
    final MovingClock clock = new MovingClock(Samples.NOW);
    final ToldOutages outages = new ToldOutages(clock);
    final Account owner = person("owner");

    /** The first about each order. */
    final Map<UUID, Ruling> rulings = new HashMap<>();

    private final CrashPoints crashes;
    private final List<Account> renters = List.of(person("one"), person("other"));
    private final List<MoodyMarket> markets = List.of(new MoodyMarket(DIRECT), new MoodyMarket(BAZAAR));
    private final List<Runnable> reports = new ArrayList<>();
    private final UUID deviceId;
    /** What was settled is past: no outage is found before this any more. */
    private Instant lastOutage = Instant.MIN;

    private Instant latest = clock.instant();
    private int numbers;

    /** What a moderator gave to whom; they kept the rest. */
    record Ruling(Money toRenter, Money toOwner) {}

    World(Stores stores, CrashPoints crashes, Division division, long hourlyRate) {
        this.stores = stores;
        this.crashes = crashes;
        OpenTunnels tunnels = new OpenTunnels();
        Ways ways = new Ways(tunnels, new NamedGateway());
        parts = new Parts(stores, ways, outages, division, new NoEvents(), clock);
        markets.forEach(parts.errands::addMarket);
        stores.accounts().insert(owner);
        renters.forEach(stores.accounts()::insert);
        Device device = Samples.device(owner.id());
        deviceId = device.id();
        stores.devices().insert(device);
        stores.devices().update(deviceId, found -> found.described(
                        found.name(), "", found.purpose(), new Money(hourlyRate, "EUR"))
                .rentedFor(TERM)
                .registered("instance", Samples.hardware(), clock.instant())
                .to(DeviceState.PREPARING));
        ready();
    }

    /** Somebody who can't be mailed: texts take more time than all the money. */
    private static Account person(String name) {
        return Samples.account().reachedAt(name);
    }

    /** Nobody listens. */
    private static final class NoEvents implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            // The sweeps find everything.
        }

        @Override
        public void sendEvent(Event event) {
            // As above.
        }
    }

    /**
     * One step of a history.
     *
     * @param code tells everything about it; any number will do
     */
    void step(int code) {
        int positive = code & Integer.MAX_VALUE;
        int what = positive % WHATS;
        int choice = positive / WHATS % 1_000;
        int crash = positive / WHATS / 1_000 % 64;
        attempt(crash, act(what, choice));
        requireNoneTooLong();
    }

    /** Somebody may have set the clock back since. */
    private void requireNoneTooLong() {
        Instant longest = latest.plus(Duration.ofHours(TERM.longestHours()));
        if (stores.rentals()
                .activeOf(deviceId)
                .filter(rental -> rental.endsAt().isAfter(longest))
                .isPresent()) {
            throw new AssertionError("a rental has more to go than anybody may order");
        }
    }

    private Runnable act(int what, int choice) {
        return switch (what) {
            case 0, 1 -> ordering(choice);
            case 2 -> placing(choice);
            case 3, 4, 5, 6 -> paying(choice);
            case 7 -> extending(choice);
            case 8 -> ending(choice);
            case 9, 10 -> moving(choice);
            case 11 -> failing(choice);
            case 12, 13, 14 -> this::sweep;
            case 15 -> onOrder(choice, order -> parts.desk.refunded(order.id(), ""));
            case 16 -> givingUp(choice);
            case 17 -> reporting(choice);
            case 18 -> payingOut(choice);
            case 19 -> leavingOrReturning(choice);
            case 20 -> renewing(choice);
            default -> repeating(choice);
        };
    }

    /** A caller who gets no answer asks again. */
    private void attempt(int crash, Runnable call) {
        if (crash < 32) {
            crashes.crashIn(crash);
        }
        try {
            call.run();
        } catch (Crash e) {
            crashes.restart();
            attempt(Integer.MAX_VALUE, call);
        } catch (ProblemException e) {
            if (!REFUSALS.contains(e.code())) {
                throw e;
            }
        } finally {
            crashes.restart();
        }
    }

    private Runnable ordering(int choice) {
        Account renter = renters.get(choice % 2);
        return () -> parts.desk.order(DIRECT, deviceId, renter.id(), 1 + choice / 2 % 30, List.of());
    }

    private Runnable placing(int choice) {
        String listing = stores.listings().all().get(0).reference();
        UUID extended = choice % 3 == 0
                ? stores.rentals().activeOf(deviceId).map(Rental::id).orElse(null)
                : null;
        PlacedOrder placed = new PlacedOrder(
                BAZAAR,
                "o" + numbers++,
                listing,
                extended,
                new Buyer("peer" + choice % 2, "", null, List.of()),
                1 + choice % 30,
                new Money(1 + choice * 7L, "TBTC"),
                null);
        return reported(() -> parts.marketDesk.placed(placed));
    }

    private Runnable paying(int choice) {
        return onOrder(choice, order -> {
            long total = order.total().amount();
            long[] amounts = {total, total, total, total / 2, total - total / 2, total + 3, 1, 2 * total};
            String reference = "p" + numbers++;
            Money amount = order.total().of(amounts[choice / 7 % amounts.length]);
            report(() -> parts.desk.paid(order.id(), reference, amount));
        });
    }

    private Runnable extending(int choice) {
        return () -> stores.rentals()
                .activeOf(deviceId)
                .ifPresent(rental -> parts.desk.extend(rental.id(), 1 + choice % 10));
    }

    /** Renewals are longer than what anybody extends by, so that the audit can tell them apart. */
    private Runnable renewing(int choice) {
        int hours = choice % 4 == 0 ? 0 : SHORTEST_RENEWAL + choice % 9;
        return () -> stores.rentals().activeOf(deviceId).ifPresent(rental -> parts.desk.renew(rental.id(), hours));
    }

    private Runnable ending(int choice) {
        EndReason reason = BY_SOMEBODY.get(choice % BY_SOMEBODY.size());
        return () -> stores.rentals().activeOf(deviceId).ifPresent(rental -> parts.desk.end(rental.id(), reason));
    }

    /** Time passes; now and then somebody sets the clock back. */
    private Runnable moving(int choice) {
        return () -> move(
                switch (choice % 5) {
                    case 0 -> Duration.ofSeconds(choice);
                    case 1 -> Duration.ofMinutes(choice);
                    case 2 -> Duration.ofHours(choice % 100);
                    case 3 -> Duration.ofMillis(choice * 977L);
                    default -> Duration.ofMinutes(-choice % 200);
                });
    }

    private void move(Duration by) {
        clock.forward(by);
        latest = latest(latest, clock.instant());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Runnable failing(int choice) {
        return () -> {
            Instant now = clock.instant();
            Instant from = now.minusSeconds(choice * 60L);
            Instant start = from.isBefore(lastOutage) ? lastOutage : from;
            if (start.isBefore(now) && !outages.isAnyAway()) {
                outages.outage(start, now);
                lastOutage = now;
            }
        };
    }

    /** The device goes and stays away, or comes back. It may have been gone for a while when that is noticed. */
    private Runnable leavingOrReturning(int choice) {
        return outages.isAnyAway()
                ? this::comeBack
                : () -> outages.leaves(
                        deviceId, latest(lastOutage, clock.instant().minusSeconds(choice * 60L)));
    }

    /** What was asked about while it was away stays true. */
    private void comeBack() {
        if (outages.isAnyAway()) {
            outages.returns(latest);
            lastOutage = latest(lastOutage, latest);
        }
    }

    void sweep() {
        lastOutage = latest(lastOutage, latest);
        parts.end.endDue();
        parts.absences.endUndelivered();
        requireNoneForgotten();
        parts.renewals.placeDue();
        requireRenewed();
        parts.settling.settleEnded();
        requireNothingToPayForWhatHasEnded();
        parts.payments.expire();
        parts.errands.run();
        ready();
    }

    private void requireNoneForgotten() {
        boolean isForgotten = stores.rentals()
                .activeOf(deviceId)
                .filter(rental -> clock.instant().isBefore(rental.endsAt()))
                .filter(rental -> outages.absence(deviceId, rental.startedAt()).compareTo(Parts.UNDELIVERED_AFTER) >= 0)
                .isPresent();
        if (isForgotten) {
            throw new AssertionError("a rental runs whose device has stayed away for too long");
        }
    }

    private void requireRenewed() {
        Instant soon = clock.instant().plus(Duration.ofHours(5));
        boolean isForgotten = stores.rentals()
                .activeOf(deviceId)
                .filter(rental -> rental.renewalHours() > 0 && rental.endsAt().isBefore(soon))
                .filter(rental ->
                        renewals(rental).noneMatch(order -> order.payBy().equals(rental.endsAt())))
                .isPresent();
        if (isForgotten) {
            throw new AssertionError("a rental ends soon, and no order renews it");
        }
    }

    private void requireNothingToPayForWhatHasEnded() {
        boolean isForgotten = stores.orders().byState(OrderState.AWAITING_PAYMENT).stream()
                .filter(order -> order.extendedRentalId() != null)
                .anyMatch(order -> stores.rentals()
                                .find(order.extendedRentalId())
                                .orElseThrow()
                                .state()
                        == RentalState.SETTLED);
        if (isForgotten) {
            throw new AssertionError("an order waits for the payment of hours of a rental that has ended");
        }
    }

    /** The orders that the server placed by itself. */
    Stream<Order> renewals(Rental rental) {
        return stores.orders().extending(rental.id()).stream()
                .filter(order -> order.market().equals(DIRECT) && order.hours() >= SHORTEST_RENEWAL);
    }

    private Runnable givingUp(int choice) {
        return onOrder(choice, order -> {
            if (choice % 2 == 0) {
                parts.desk.cancel(order.id());
            } else if (choice % 3 == 0) {
                parts.desk.granted(order.id());
            } else {
                report(() -> parts.marketDesk.cancelled(order.market(), order.externalId(), "no"));
            }
        });
    }

    private Runnable reporting(int choice) {
        return onOrder(choice, order -> {
            String reference = "r" + numbers++;
            long paid = stores.payments().byOrder(order.id()).stream()
                    .map(Payment::amount)
                    .mapToLong(Money::amount)
                    .sum();
            Money amount = order.total().of(paid * (choice % 5) / 4);
            Money toOwner = order.total().of((paid - amount.amount()) * (choice / 10 % 4) / 3);
            if (choice % 2 == 0) {
                report(() -> parts.marketDesk.refunded(order.market(), order.externalId(), reference, amount));
            } else {
                report(() -> parts.marketDesk.ruled(order.market(), order.externalId(), reference, amount, toOwner));
                rulings.putIfAbsent(order.id(), new Ruling(amount, toOwner));
            }
        });
    }

    private Runnable payingOut(int choice) {
        String reference = "payout" + numbers++;
        return () -> {
            String currency = choice % 2 == 0 ? "EUR" : "TBTC";
            String market = choice % 2 == 0 ? DIRECT : BAZAAR;
            long payable = parts.ledger.payable(owner.id(), currency).amount();
            long there = stores.ledger()
                    .balance(LedgerAccount.held(market, currency))
                    .amount();
            long amount = Math.min(payable, there) * (1 + choice % 3) / 3;
            if (amount > 0 && !parts.ledger.wasPaidOut(reference)) {
                Money paid = new Money(amount, currency);
                stores.transactions().run(() -> parts.ledger.paidOut(owner.id(), market, paid, reference));
            }
        };
    }

    /** What a market reported before it reports again. */
    private Runnable repeating(int choice) {
        return reports.isEmpty() ? this::sweep : reports.get(choice % reports.size());
    }

    private interface OnOrder {
        void act(Order order);
    }

    private Runnable onOrder(int choice, OnOrder act) {
        List<Order> all = stores.orders().all();
        return all.isEmpty() ? this::sweep : () -> act.act(all.get(choice % all.size()));
    }

    private Runnable reported(Runnable report) {
        return () -> report(report);
    }

    /** Remembers what was accepted of a market, to have it reported again. */
    private void report(Runnable report) {
        report.run();
        reports.add(report);
    }

    /** The device was wiped and is back; one that is away can't be. */
    private void ready() {
        if (outages.isAnyAway()) {
            return;
        }
        stores.transactions().run(() -> {
            Device device = stores.devices().find(deviceId).orElseThrow();
            if (device.state() == DeviceState.RESETTING) {
                stores.devices().update(deviceId, found -> found.to(DeviceState.PREPARING));
            }
            if (device.state() == DeviceState.RESETTING || device.state() == DeviceState.PREPARING) {
                offer(stores.devices().update(deviceId, found -> found.to(DeviceState.READY)));
            }
        });
    }

    private void offer(Device device) {
        Lease sample = Samples.lease(deviceId, 20_000 + device.generation());
        stores.leases()
                .insert(new Lease(
                        sample.id(),
                        deviceId,
                        device.generation(),
                        sample.sshPort(),
                        sample.subdomain(),
                        sample.username(),
                        sample.password(),
                        sample.webToken(),
                        sample.tunnelKey(),
                        clock.instant(),
                        null));
        for (String market : List.of(DIRECT, BAZAAR)) {
            stores.listings()
                    .insert(new Listing(
                            UUID.randomUUID(),
                            deviceId,
                            device.generation(),
                            market,
                            "device",
                            ListingState.LISTED,
                            clock.instant(),
                            null));
        }
    }

    /** Lets time pass until nothing is left to do. */
    void settleDown() {
        markets.forEach(MoodyMarket::calmDown);
        for (int round = 0; round < 5; round++) {
            move(Duration.ofDays(20));
            sweep();
            comeBack();
        }
    }

    /** Every report, once more. */
    void repeatEverything() {
        for (Runnable report : List.copyOf(reports)) {
            attempt(Integer.MAX_VALUE, report);
        }
    }

    boolean isQuiet() {
        return stores.rentals().all().stream().allMatch(rental -> rental.state() == RentalState.SETTLED)
                && stores.orders().all().stream()
                        .allMatch(order ->
                                order.state() != OrderState.AWAITING_PAYMENT && order.state() != OrderState.FULFILLED);
    }

    /** Everything that has to do with money, as one number. */
    long digest() {
        long ledger = stores.ledger().newest(Integer.MAX_VALUE).hashCode();
        long orders = stores.orders().all().hashCode();
        long refunds = stores.refunds().all().hashCode();
        long rentals = stores.rentals().all().hashCode();
        return ledger
                + 31 * (orders + 31 * (refunds + 31 * rentals))
                + stores.payments().all().size();
    }
}
