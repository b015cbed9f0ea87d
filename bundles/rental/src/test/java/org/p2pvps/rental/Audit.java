package org.p2pvps.rental;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.p2pvps.api.Money;
import org.p2pvps.api.ledger.AccountKind;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.EntryKind;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.Transfer;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.rental.ledger.Division;
import org.p2pvps.rental.ledger.EarlyEnd;

/** Counts everything again, by other ways than the code that is tested, and fails if a unit is missing or too much. */
final class Audit {
    private static final long HOUR = 3_600;

    private final World world;
    private final Stores stores;
    private final Division division;
    private final List<Transfer> transfers;

    Audit(World world, Division division) {
        this.world = world;
        this.stores = world.stores;
        this.division = division;
        this.transfers = stores.ledger().newest(Integer.MAX_VALUE);
    }

    void everything() {
        require(world.isQuiet(), "something is stuck", stores.orders().all());
        balances();
        stores.orders().all().forEach(this::order);
        stores.rentals().all().forEach(this::term);
        stores.rentals().all().forEach(this::absence);
        stores.rentals().all().forEach(this::renewals);
        held();
        owner();
    }

    /** No account is overdrawn, and each is the sum of its transfers. */
    private void balances() {
        Map<LedgerAccount, Long> debits = transfers.stream()
                .collect(Collectors.groupingBy(Transfer::debit, Collectors.summingLong(line -> line.amount()
                        .amount())));
        Map<LedgerAccount, Long> credits = transfers.stream()
                .collect(Collectors.groupingBy(Transfer::credit, Collectors.summingLong(line -> line.amount()
                        .amount())));
        for (Balance balance : stores.ledger().balances()) {
            require(balance.account().kind() == AccountKind.HELD || balance.amount() >= 0, "overdrawn", balance);
            equal(balance.debits(), debits.getOrDefault(balance.account(), 0L), "debits of", balance.account());
            equal(balance.credits(), credits.getOrDefault(balance.account(), 0L), "credits of", balance.account());
        }
    }

    /** A rental was agreed for all the hours that were paid for it, and no more. */
    private void term(Rental rental) {
        long hours = Stream.concat(
                        stores.orders().find(rental.orderId()).stream(),
                        stores.orders().extending(rental.id()).stream())
                .filter(order -> order.startsAt() != null)
                .mapToLong(Order::hours)
                .sum();
        equal(hours, Duration.between(rental.startedAt(), rental.endsAt()).toHours(), "hours of", rental);
        int first = stores.orders().find(rental.orderId()).orElseThrow().hours();
        require(World.TERM.allows(first), "outside of the device's terms", rental);
    }

    /** A rental that ended by itself before its time was not delivered for as long as the terms say, up to its end. */
    private void absence(Rental rental) {
        if (rental.endReason() != EndReason.UNDELIVERED) {
            return;
        }
        Instant since = rental.endedAt().minus(Parts.UNDELIVERED_AFTER);
        equal(
                Parts.UNDELIVERED_AFTER.toSeconds(),
                world.outages
                        .undelivered(rental.deviceId(), since, rental.endedAt())
                        .seconds(),
                "missing before the end of",
                rental);
        require(!since.isBefore(rental.startedAt()), "away before it began", rental);
        require(rental.endedAt().isBefore(rental.endsAt()), "nothing was left of", rental);
    }

    /** One order for each end that a rental had, at the agreed price or given for free; none renews what has ended. */
    private void renewals(Rental rental) {
        List<Order> renewals = world.renewals(rental).toList();
        long ends = renewals.stream().map(Order::payBy).distinct().count();
        equal(ends, renewals.size(), "orders renew", rental);
        equal(0, rental.renewalHours(), "is still to be renewed:", rental);
        Order first = stores.orders().find(rental.orderId()).orElseThrow();
        BigInteger agreed = BigInteger.valueOf(first.total().amount());
        BigInteger hours = BigInteger.valueOf(first.hours());
        for (Order order : renewals) {
            BigInteger least = agreed.multiply(BigInteger.valueOf(order.hours()));
            BigInteger price = BigInteger.valueOf(order.total().amount()).multiply(hours);
            boolean isAgreed =
                    price.compareTo(least) >= 0 && price.subtract(hours).compareTo(least) < 0;
            require(isAgreed || order.total().amount() == 0, "another price than was agreed", order);
        }
    }

    /** Paid is earned and fee and refunded, to the unit. */
    private void order(Order order) {
        long paid = sum(stores.payments().byOrder(order.id()).stream()
                .map(Payment::amount)
                .toList());
        List<Refund> refunds = stores.refunds().byOrder(order.id()).stream()
                .filter(refund -> refund.state() != RefundState.VOID)
                .toList();
        long refunded = sum(refunds.stream().map(Refund::amount).toList());
        require(refunded >= 0 && refunded <= paid, "refunded more than was paid", order);
        equal(0, balance(LedgerAccount.deposit(order.id(), order.total().currency())), "left of", order);
        Settlement settlement = stores.settlements().byOrder(order.id()).orElse(null);
        require((settlement != null) == (order.state() == OrderState.SETTLED), "settled or not", order);
        if (settlement == null) {
            equal(paid, refunded, "all of it goes back of", order);
            return;
        }
        long divided = settlement.earned().amount()
                + settlement.fee().amount()
                + settlement.marketFee().amount()
                + refunded;
        equal(paid, divided, "paid is earned, fees and refunded in", order);
        if (stores.settlements().isRuled(order.id())) {
            ruling(order, settlement);
        } else {
            settlement(order, settlement, refunds);
        }
    }

    /** The renter has what the ruling says, or had more before; what came in for the owner is what is divided with the server. */
    private void ruling(Order order, Settlement settlement) {
        World.Ruling ruling = world.rulings.get(order.id());
        long ahead = settlement.refunded().amount() - ruling.toRenter().amount();
        require(ahead >= 0, "less than was ruled goes back of", order);
        long gross = Math.max(0, ruling.toOwner().amount() - ahead);
        long fee = fee(gross);
        equal(gross - fee, settlement.earned().amount(), "earned by the ruling about", order);
        equal(fee, settlement.fee().amount(), "fee of the ruling about", order);
    }

    private void settlement(Order order, Settlement settlement, List<Refund> refunds) {
        Rental rental = (order.extendedRentalId() == null
                        ? stores.rentals().byOrder(order.id())
                        : stores.rentals().find(order.extendedRentalId()))
                .orElseThrow();
        long whole = order.hours() * HOUR;
        long ran = Math.max(
                0,
                Math.min(
                        whole,
                        Duration.between(order.startsAt(), rental.endedAt()).toSeconds()));
        long missing = ran == 0
                ? 0
                : Math.min(
                        ran,
                        world.outages
                                .undelivered(
                                        order.deviceId(),
                                        order.startsAt(),
                                        order.startsAt().plusSeconds(whole).isBefore(rental.endedAt())
                                                ? order.startsAt().plusSeconds(whole)
                                                : rental.endedAt())
                                .seconds());
        long charged = owed(rental.endReason(), whole, ran) - missing;
        BigInteger price = BigInteger.valueOf(settlement.price().amount());
        long gross = price.multiply(BigInteger.valueOf(charged))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
        long fee = fee(gross);
        equal(gross - fee, settlement.earned().amount(), "earned by", rental);
        equal(fee, settlement.fee().amount(), "fee of", order);
        equal(0, settlement.marketFee().amount(), "taken without a ruling of", order);
        boolean isComplete = rental.endReason() == EndReason.TERM && missing == 0 && ran == whole;
        require(!isComplete || settlement.refunded().amount() == 0, "a completed rental is the owner's", order);
        boolean wasTouched = refunds.stream().anyMatch(refund -> refund.reason() == RefundReason.RULING);
        require(wasTouched || settlement.price().equals(order.total()), "price", order);
    }

    private long fee(long gross) {
        return BigInteger.valueOf(gross)
                .multiply(BigInteger.valueOf(division.feeBasisPoints()))
                .divide(BigInteger.valueOf(10_000))
                .longValueExact();
    }

    private long owed(EndReason reason, long whole, long ran) {
        if (reason != EndReason.RENTER || division.policy() == EarlyEnd.PRO_RATA) {
            return ran;
        }
        return division.policy() == EarlyEnd.NONE ? whole : (long) Math.ceil(ran / (double) HOUR) * HOUR;
    }

    /** What the markets hold is what came in less what went out. */
    private void held() {
        for (String market : List.of(World.DIRECT, World.BAZAAR)) {
            String currency = market.equals(World.DIRECT) ? "EUR" : "TBTC";
            long in = stores.payments().all().stream()
                    .filter(payment -> payment.market().equals(market))
                    .mapToLong(payment -> payment.amount().amount())
                    .sum();
            long back = stores.refunds().all().stream()
                    .filter(refund -> refund.state() == RefundState.PAID
                            && refund.amount().currency().equals(currency))
                    .mapToLong(refund -> refund.amount().amount())
                    .sum();
            long taken = settled(currency, Settlement::marketFee);
            equal(
                    in - back - payouts(currency) - taken,
                    balance(LedgerAccount.held(market, currency)),
                    "held by",
                    market);
            LedgerAccount fees = LedgerAccount.marketFees(market, currency);
            equal(taken, stores.ledger().balance(fees).credits(), "taken by", market);
            equal(0, balance(fees), "still to be taken by", market);
        }
    }

    /** The owner has what was earned and not paid out, less what is claimed back. */
    private void owner() {
        for (String currency : List.of("EUR", "TBTC")) {
            long earned = settled(currency, Settlement::earned);
            long has = balance(LedgerAccount.earnings(world.owner.id(), currency))
                    - balance(LedgerAccount.claims(world.owner.id(), currency));
            equal(earned - payouts(currency), has, "the owner's", currency);
        }
    }

    private long settled(String currency, Function<Settlement, Money> part) {
        return stores.orders().all().stream()
                .flatMap(order -> stores.settlements().byOrder(order.id()).stream())
                .map(part)
                .filter(money -> money.currency().equals(currency))
                .mapToLong(Money::amount)
                .sum();
    }

    private long payouts(String currency) {
        return transfers.stream()
                .filter(line -> line.kind() == EntryKind.PAYOUT
                        && line.credit().kind() == AccountKind.HELD
                        && line.amount().currency().equals(currency))
                .mapToLong(line -> line.amount().amount())
                .sum();
    }

    private long balance(LedgerAccount account) {
        return stores.ledger().balance(account).amount();
    }

    private static long sum(List<Money> amounts) {
        return amounts.stream().mapToLong(Money::amount).sum();
    }

    private static void equal(long expected, long found, String what, Object about) {
        if (expected != found) {
            throw new AssertionError(what + " " + about + ": " + found + " instead of " + expected);
        }
    }

    private static void require(boolean condition, String what, Object about) {
        if (!condition) {
            throw new AssertionError(what + ": " + about);
        }
    }
}
