package org.p2pvps.tunnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.p2pvps.api.Topics;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.tunnel.DeviceAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data path outlives its bundle, until its last connection has finished. Until then it asks and hears by way of the framework,
 * since a stopped bundle has no services.
 */
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final DataPath path;
    private final FormerSelves formerSelves;
    private final List<AutoCloseable> helpers = new ArrayList<>();

    Succession(DataPath path, FormerSelves formerSelves) {
        this.path = path;
        this.formerSelves = formerSelves;
    }

    /** @param context the bundle's, which still runs */
    void outlive(BundleContext context, TunnelSources sources, EventHandler handler) {
        Preloading.allOf(context.getBundle());
        sources.leases().moveTo(later(context, LeaseStore.class));
        sources.traffic().moveTo(later(context, TrafficStore.class));
        sources.jumps()
                .outlive(
                        later(context, AccountKeyStore.class),
                        later(context, AccessTokenStore.class),
                        later(context, DeviceAccess.class));
        helpers.add(hearEvents(context, handler)::unregister);
    }

    /** @param longest how long connections may take to finish */
    void begin(Duration longest) {
        helpers.add(formerSelves.join(path));
        path.drain(longest, this::finish);
    }

    /** A stopped bundle's own registration is gone, and whose lease ends is to be cut as quickly as ever. */
    private static ServiceRegistration<?> hearEvents(BundleContext context, EventHandler handler) {
        Hashtable<String, Object> topics = new Hashtable<>();
        topics.put(
                EventConstants.EVENT_TOPIC,
                new String[] {Topics.LEASE_CHANGED, Topics.DEVICE_CHANGED, Topics.ACCOUNT_KEYS_CHANGED});
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .getBundleContext()
                .registerService(EventHandler.class, handler, topics);
    }

    private <T> Supplier<T> later(BundleContext context, Class<T> type) {
        LaterService<T> later = new LaterService<>(context, type);
        helpers.add(later);
        return later;
    }

    private void finish() {
        path.close();
        for (AutoCloseable helper : helpers) {
            try {
                helper.close();
            } catch (Exception frameworkIsGone) {
                LOG.debug("Nothing is left to be closed", frameworkIsGone);
            }
        }
    }
}
