package org.p2pvps.rental;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.market.Conditions;
import org.p2pvps.api.market.ExtendableRental;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.protocol.ErrorCode;

/** The desk at which markets report. */
@Component
public final class MarketDesk implements OrderDesk {
    private final OrderStore orders;
    private final Placing placing;
    private final Payments payments;
    private final Refunds refunds;
    private final Rulings rulings;
    private final Terms terms;
    private final ExtendableRentals extendable;

    @Activate
    public MarketDesk(
            @Reference OrderStore orders,
            @Reference Placing placing,
            @Reference Payments payments,
            @Reference Refunds refunds,
            @Reference Rulings rulings,
            @Reference Terms terms,
            @Reference ExtendableRentals extendable) {
        this.orders = orders;
        this.placing = placing;
        this.payments = payments;
        this.refunds = refunds;
        this.rulings = rulings;
        this.terms = terms;
        this.extendable = extendable;
    }

    /** Of two who report the same order at the same moment, one finds what the other wrote. */
    @Override
    public Order placed(PlacedOrder placed) {
        try {
            return placing.placed(placed);
        } catch (ProblemException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return find(placed.market(), placed.externalId()).orElseThrow(() -> e);
        }
    }

    @Override
    public Order paid(String market, String externalId, String paymentReference, Money amount) {
        return payments.paid(known(market, externalId).id(), paymentReference, amount);
    }

    @Override
    public Order cancelled(String market, String externalId, String reason) {
        Order order = known(market, externalId);
        return order.state() == OrderState.AWAITING_PAYMENT
                ? payments.givenUp(order.id(), OrderState.CANCELLED)
                : order;
    }

    @Override
    public Order refunded(String market, String externalId, String reference, Money amount) {
        return refunds.reported(known(market, externalId).id(), reference, amount);
    }

    @Override
    public Order ruled(String market, String externalId, String reference, Money toBuyer, Money toVendor) {
        return rulings.ruled(known(market, externalId).id(), reference, toBuyer, toVendor);
    }

    @Override
    public Conditions conditions(Device device) {
        return new Conditions(terms.of(device), terms.undeliveredAfter().orElse(Duration.ZERO));
    }

    @Override
    public List<ExtendableRental> extendable(String market) {
        return extendable.of(market);
    }

    @Override
    public Optional<Order> find(String market, String externalId) {
        return orders.byExternalId(market, externalId);
    }

    private Order known(String market, String externalId) {
        return find(market, externalId)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such order."));
    }
}
