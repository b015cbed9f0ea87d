package org.p2pvps.openbazaar;

import java.math.BigInteger;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.openbazaar.daemon.DaemonException.Kind;
import org.p2pvps.openbazaar.daemon.Readings;
import org.p2pvps.openbazaar.daemon.Sale;
import org.p2pvps.openbazaar.daemon.SaleOrder;
import org.p2pvps.openbazaar.daemon.SaleState;
import org.p2pvps.protocol.ErrorCode;

/**
 * Looks through all orders of the store, each round. What it did is never remembered but read from the daemon and from the order desk,
 * both of which count each thing once, so that it can be stopped anywhere. One order that can't be dealt with holds up no other.
 */
final class OrderWatch {
    private final Daemon daemon;
    private final Connection connection;
    private final Slugs slugs;
    private final SaleDesk desk;
    private final TrackedSaleStore sales;
    private final Clock clock;

    OrderWatch(Daemon daemon, Connection connection, Slugs slugs, SaleDesk desk, TrackedSaleStore sales, Clock clock) {
        this.daemon = daemon;
        this.connection = connection;
        this.slugs = slugs;
        this.desk = desk;
        this.sales = sales;
        this.clock = clock;
    }

    /**
     * One round.
     *
     * @param thorough looks at unpaid orders too that look unchanged: part of their price may have come. Not each time, since anybody
     *     can place thousands of them
     * @return whether a device came to be reserved or free, so that the store has to change
     */
    boolean round(boolean thorough) {
        Readings<Sale> listed = daemon.sales();
        if (listed.faults().isEmpty()) {
            connection.cleared("sales");
        } else {
            connection.fault("sales", "unreadable: " + String.join("; ", listed.faults()));
        }
        Map<UUID, TrackedSale> known =
                sales.all().stream().collect(Collectors.toMap(TrackedSale::id, Function.identity()));
        boolean storeChanges = false;
        for (Sale sale : listed.items()) {
            TrackedSale before = known.get(TrackedSale.idOf(sale.orderId()));
            if (slugs.isOurs(sale.slug()) && isWorthALook(sale, before, thorough)) {
                storeChanges |= look(sale, before);
            }
        }
        return storeChanges;
    }

    private static boolean isWorthALook(Sale sale, TrackedSale before, boolean thorough) {
        if (before == null || !before.daemonState().equals(sale.state().name())) {
            return true;
        }
        return switch (before.progress()) {
            case OPEN -> thorough || sale.state() != SaleState.AWAITING_PAYMENT;
            case RESERVED, DISPUTED -> true;
            case REPORTED -> sale.state() == SaleState.AWAITING_FULFILLMENT;
            case UNUSABLE -> sale.state() != SaleState.UNKNOWN;
            case CLOSED -> false;
        };
    }

    private boolean look(Sale sale, TrackedSale before) {
        TrackedSale tracked = before == null ? begin(sale) : before;
        SaleProgress progress;
        String fault = "";
        try {
            SaleOrder order = daemon.order(sale.orderId());
            requireSane(sale, order);
            progress = desk.deal(order);
        } catch (DaemonException e) {
            if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.FORBIDDEN) {
                throw e;
            }
            progress = SaleProgress.UNUSABLE;
            fault = e.getMessage();
        } catch (ProblemException e) {
            if (e.code() == ErrorCode.SERVICE_MISSING) {
                throw e;
            }
            progress = SaleProgress.UNUSABLE;
            fault = e.code().slug() + ": " + e.getMessage();
        } catch (RuntimeException e) {
            // One order that nobody foresaw must not keep the others waiting.
            progress = SaleProgress.UNUSABLE;
            fault = e.toString();
        }
        note(sale, tracked, progress, fault);
        return progress == SaleProgress.RESERVED != (tracked.progress() == SaleProgress.RESERVED);
    }

    private void note(Sale sale, TrackedSale tracked, SaleProgress progress, String fault) {
        if (fault.isEmpty()) {
            connection.cleared(sale.orderId());
        } else {
            connection.fault(sale.orderId(), fault);
        }
        TrackedSale now = tracked.seen(sale.state().name(), progress, fault, clock.instant());
        if (!now.equals(tracked)) {
            sales.update(tracked.id(), found -> now);
        }
    }

    private TrackedSale begin(Sale sale) {
        TrackedSale tracked = new TrackedSale(
                TrackedSale.idOf(sale.orderId()),
                sale.orderId(),
                sale.slug(),
                sale.buyerId(),
                "",
                "",
                SaleProgress.OPEN,
                sale.total().units().toString(),
                sale.paymentCoin(),
                "",
                clock.instant(),
                clock.instant());
        sales.insert(tracked);
        return tracked;
    }

    private static void requireSane(Sale sale, SaleOrder order) {
        require(order.slug().equals(sale.slug()), "the order is for another listing than the list says");
        require(order.lines() == 1, "the order has several lines");
        require(
                order.productId().equals(Slugs.product(order.slug())),
                "the order names another product than the listing");
        require(order.quantity().signum() >= 0 && order.charged().bitLength() < Integer.SIZE, "an absurd quantity");
        require(order.total().units().signum() > 0 && order.total().units().bitLength() < Long.SIZE, "an absurd total");
        require(order.total().currency().matches("[A-Z]{3,5}"), "no currency");
        require(
                order.transactions().stream()
                        .allMatch(payment -> payment.value().bitLength() < Long.SIZE),
                "an absurd payment");
        BigInteger agreed = order.unitPrice().units().multiply(order.charged());
        boolean comparable = order.unitPrice().currency().equals(order.total().currency());
        require(!comparable || order.total().units().equals(agreed), "the total is not the price of the hours");
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, fault);
        }
    }
}
