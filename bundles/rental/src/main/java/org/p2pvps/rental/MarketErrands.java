package org.p2pvps.rental;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.market.Credentials;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What markets are to do for orders: send refunds, hand over credentials. The database knows what is open, so a market that is away
 * is asked when it is back, and a crash forgets nothing.
 */
@Component(service = MarketErrands.class)
public final class MarketErrands {
    private static final Logger LOG = LoggerFactory.getLogger(MarketErrands.class);

    private final OrderStore orders;
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final RefundStore refunds;
    private final PaymentStore payments;
    private final Settling settling;
    private final Refunds desk;
    private final Ways ways;
    private final Clock clock;
    private final List<Market> markets = new CopyOnWriteArrayList<>();

    @Activate
    public MarketErrands(
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference RefundStore refunds,
            @Reference PaymentStore payments,
            @Reference Settling settling,
            @Reference Refunds desk,
            @Reference Ways ways) {
        this(orders, rentals, devices, leases, refunds, payments, settling, desk, ways, Clock.systemUTC());
    }

    MarketErrands(
            OrderStore orders,
            RentalStore rentals,
            DeviceStore devices,
            LeaseStore leases,
            RefundStore refunds,
            PaymentStore payments,
            Settling settling,
            Refunds desk,
            Ways ways,
            Clock clock) {
        this.orders = orders;
        this.rentals = rentals;
        this.devices = devices;
        this.leases = leases;
        this.refunds = refunds;
        this.payments = payments;
        this.settling = settling;
        this.desk = desk;
        this.ways = ways;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addMarket(Market market) {
        markets.add(market);
    }

    void removeMarket(Market market) {
        markets.remove(market);
    }

    /** One round. What fails for one order waits for the next round, and holds up no other. */
    void run() {
        orders.undelivered().forEach(order -> attempt("Delivering", order, () -> deliver(order)));
        refunds.byState(RefundState.DUE).forEach(refund -> orders.find(refund.orderId())
                .ifPresent(order -> attempt("Refunding", order, () -> refund(order, refund))));
    }

    private static void attempt(String what, Order order, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.debug("{} order {} failed; trying again.", what, order.id(), e);
        }
    }

    private Optional<Market> marketOf(Order order) {
        return markets.stream()
                .filter(market -> market.name().equals(order.market()))
                .findFirst();
    }

    private void refund(Order order, Refund refund) {
        marketOf(order).ifPresent(market -> {
            RefundAnswer answer = market.refund(request(order, refund));
            switch (answer.kind()) {
                case DONE -> desk.sent(refund.id(), order.id(), answer.reference());
                case NEEDS_ADMIN -> desk.forAdmin(refund.id(), answer.note());
                case PENDING -> LOG.debug("The refund of order {} is pending: {}", order.id(), answer.note());
            }
        });
    }

    private RefundRequest request(Order order, Refund refund) {
        long paid = payments.byOrder(order.id()).stream()
                .mapToLong(payment -> payment.amount().amount())
                .sum();
        return new RefundRequest(
                refund.id(),
                order.externalId(),
                refund.amount(),
                refund.amount().of(paid),
                refund.reason(),
                settling.kept(order).orElse(null));
    }

    private void deliver(Order order) {
        marketOf(order).ifPresent(market -> {
            Optional<Delivery> delivery = delivery(order);
            if (delivery.isEmpty() || market.deliver(delivery.get())) {
                orders.update(order.id(), found -> found.delivered(clock.instant()));
            }
        });
    }

    /** Empty if the rental is over, and with it what could be delivered. */
    private Optional<Delivery> delivery(Order order) {
        return (order.extendedRentalId() == null ? rentals.byOrder(order.id()) : rentals.find(order.extendedRentalId()))
                .flatMap(rental -> leases.find(rental.leaseId())
                        .filter(Lease::active)
                        .map(lease -> delivery(order, rental, lease)));
    }

    private Delivery delivery(Order order, Rental rental, Lease lease) {
        Access access = ways.accessBy(lease);
        return new Delivery(
                order.externalId(),
                order.listing(),
                rental.id(),
                devices.find(order.deviceId()).map(Device::name).orElse(""),
                order.endsAt(),
                new Credentials(
                        access.username(),
                        lease.password(),
                        access.sshHost(),
                        access.sshPort(),
                        access.sshCommand(),
                        access.webAddress()));
    }
}
