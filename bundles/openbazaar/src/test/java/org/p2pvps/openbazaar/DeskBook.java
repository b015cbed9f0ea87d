package org.p2pvps.openbazaar;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.market.Credentials;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.persistence.Samples;
import org.p2pvps.protocol.ErrorCode;

/** The order desk as its contract describes it, in memory, and the sweep that asks markets until they are done. */
final class DeskBook implements OrderDesk {
    static final int LONGEST_HOURS = 720;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Consumer<String> sold;

    /** An order and all that was said about it. */
    static final class Entry {
        PlacedOrder placed;
        Order order;
        boolean delivered;
        boolean needsAdmin;
        RefundRequest refund;
        Money ruling;
        final Map<String, Money> payments = new HashMap<>();
        final Map<String, Money> refunds = new HashMap<>();

        long paid() {
            return payments.values().stream().mapToLong(Money::amount).sum();
        }
    }

    DeskBook(Consumer<String> sold) {
        this.sold = sold;
    }

    void list(String slug) {
        known.add(slug);
    }

    void takeAway(String slug) {
        gone.add(slug);
    }

    Entry entry(String externalId) {
        return entries.get(externalId);
    }

    @Override
    public Order placed(PlacedOrder placed) {
        if (!known.contains(placed.listing())) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "No such listing.");
        }
        if (placed.hours() > LONGEST_HOURS) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "Too many hours.");
        }
        return entries.computeIfAbsent(placed.externalId(), id -> entered(placed)).order;
    }

    private Entry entered(PlacedOrder placed) {
        Entry entry = new Entry();
        entry.placed = placed;
        Order order = Samples.order(UUID.randomUUID(), UUID.randomUUID());
        entry.order = gone.contains(placed.listing()) ? order.to(OrderState.CANCELLED) : order;
        return entry;
    }

    @Override
    public Order paid(String market, String externalId, String reference, Money amount) {
        Entry entry = need(externalId);
        entry.payments.put(reference, amount);
        boolean whole = entry.paid() >= entry.placed.price().amount();
        if (whole && entry.order.state() == OrderState.AWAITING_PAYMENT) {
            boolean free = gone.add(entry.placed.listing());
            entry.order = entry.order.to(free ? OrderState.FULFILLED : OrderState.REFUND_DUE);
            sold.accept(entry.placed.listing());
        } else if (entry.order.state() == OrderState.CANCELLED) {
            entry.order = entry.order.to(OrderState.REFUND_DUE);
        }
        if (entry.order.state() == OrderState.REFUND_DUE && entry.refund == null) {
            Money all = new Money(entry.paid(), amount.currency());
            entry.refund = new RefundRequest(UUID.randomUUID(), externalId, all, all, RefundReason.values()[0], null);
        }
        return entry.order;
    }

    @Override
    public Order cancelled(String market, String externalId, String reason) {
        Entry entry = need(externalId);
        if (entry.order.state() == OrderState.AWAITING_PAYMENT) {
            entry.order = entry.order.to(OrderState.CANCELLED);
        }
        return entry.order;
    }

    @Override
    public Order refunded(String market, String externalId, String reference, Money amount) {
        Entry entry = need(externalId);
        entry.refunds.put(reference, amount);
        if (entry.order.state() == OrderState.REFUND_DUE) {
            entry.order = entry.order.to(OrderState.REFUNDED);
        }
        return entry.order;
    }

    @Override
    public Order ruled(String market, String externalId, String reference, Money toBuyer) {
        Entry entry = need(externalId);
        if (entry.ruling == null) {
            entry.ruling = toBuyer;
        }
        return entry.order;
    }

    @Override
    public Optional<Order> find(String market, String externalId) {
        return Optional.ofNullable(entries.get(externalId)).map(entry -> entry.order);
    }

    /** The device was away for a quarter of the time: that much is to go back. */
    void endEarly(String externalId) {
        Entry entry = need(externalId);
        if (entry.refund != null) {
            return;
        }
        Money price = entry.placed.price();
        long back = price.amount() / 4;
        Instant from = Instant.parse("2026-11-22T08:00:00Z");
        Settlement settlement = new Settlement(
                UUID.randomUUID(),
                price,
                new Money(price.amount() - back, price.currency()),
                new Money(0, price.currency()),
                new Money(back, price.currency()),
                7200,
                5400,
                1800,
                List.of(new Interval(from, from.plusSeconds(1800))),
                EndReason.values()[0]);
        entry.refund = new RefundRequest(
                UUID.randomUUID(),
                externalId,
                new Money(back, price.currency()),
                price,
                RefundReason.values()[0],
                settlement);
    }

    /** As the server does every few seconds. */
    void sweep(Market market) {
        for (Entry entry : entries.values()) {
            if (entry.order.state() == OrderState.FULFILLED && !entry.delivered) {
                entry.delivered = market.deliver(delivery(entry));
            }
            if (entry.refund != null && entry.refunds.isEmpty()) {
                RefundAnswer answer = market.refund(entry.refund);
                entry.needsAdmin |= answer.kind() == RefundAnswer.Kind.NEEDS_ADMIN;
                if (answer.kind() == RefundAnswer.Kind.DONE) {
                    refunded("openbazaar", entry.placed.externalId(), answer.reference(), entry.refund.amount());
                }
            }
        }
    }

    private static Delivery delivery(Entry entry) {
        Credentials credentials = new Credentials(
                "u17", new Secret("s3cret"), "vps.example.org", 20017, "ssh -p 20017 u17@vps.example.org", "https://x");
        return new Delivery(
                entry.placed.externalId(),
                entry.placed.listing(),
                UUID.randomUUID(),
                "pi",
                Instant.parse("2027-01-01T00:00:00Z"),
                credentials);
    }

    private Entry need(String externalId) {
        Entry entry = entries.get(externalId);
        if (entry == null) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "No such order.");
        }
        return entry;
    }
}
