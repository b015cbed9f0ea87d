package org.p2pvps.openbazaar;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.api.openbazaar.WalletPaymentStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.openbazaar.daemon.ChatMessage;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The market, once an admin has named a daemon. Without an address, or with settings that can't be, there is no such market, no thread
 * and no connection.
 */
@Component(
        service = {OpenBazaar.class, EventHandler.class},
        immediate = true,
        configurationPid = OpenBazaarConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {
            EventConstants.EVENT_TOPIC + "=" + Topics.DEVICE_CHANGED,
            EventConstants.EVENT_TOPIC + "=" + Topics.TUNNEL_CHANGED
        })
@Designate(ocd = OpenBazaarConfig.class)
public final class OpenBazaar implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OpenBazaar.class);

    private final TrackedSaleStore sales;
    private final Optional<Shop> shop;
    private final Optional<ServiceRegistration<Market>> registration;

    @Activate
    public OpenBazaar(
            BundleContext context,
            @Reference OrderDesk orders,
            @Reference DeviceStore devices,
            @Reference ListingStore listings,
            @Reference PublishedOfferStore published,
            @Reference TrackedSaleStore sales,
            @Reference WalletPaymentStore payments,
            @Reference RentalStore rentalStore,
            @Reference Rentals rentals,
            OpenBazaarConfig config) {
        this.sales = sales;
        this.shop =
                open(config, new Stores(devices, listings, rentalStore, published, sales, payments), orders, rentals);
        this.registration = shop.map(opened -> context.registerService(Market.class, opened.market(), null));
    }

    private static Optional<Shop> open(OpenBazaarConfig config, Stores stores, OrderDesk orders, Rentals rentals) {
        if (config.url().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Shop(
                    config, System.getenv(), stores, orders, order -> delivered(rentals, order), Clock.systemUTC()));
        } catch (IllegalArgumentException e) {
            LOG.error("There is no OpenBazaar market: {} See etc/{}.cfg.", e.getMessage(), OpenBazaarConfig.PID);
            return Optional.empty();
        }
    }

    /** Nothing for an order that never became a rental. */
    static Optional<Settlement> delivered(Rentals rentals, Order order) {
        try {
            return Optional.of(rentals.settlement(order.id()));
        } catch (ProblemException e) {
            if (e.code() == ErrorCode.SERVICE_MISSING) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Deactivate
    void stop() {
        registration.ifPresent(ServiceRegistration::unregister);
        shop.ifPresent(Shop::close);
    }

    @Override
    public void handleEvent(Event event) {
        shop.ifPresent(opened -> opened.seller().storeChanged());
    }

    /** The store's orders, as last seen. */
    public List<TrackedSale> sales() {
        return sales.all();
    }

    /** What was said about an order, newest first; nothing while no daemon is configured. */
    public List<ChatMessage> chat(TrackedSale sale) {
        return shop.map(opened -> opened.chat(sale)).orElse(List.of());
    }
}
