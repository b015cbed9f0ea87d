package org.p2pvps.tunnel;

import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;
import org.p2pvps.api.device.LeaseStore;

/**
 * The leases for a data path whose bundle is stopped: looked up in the name of the framework, since a stopped bundle has no
 * services any more. A lease that ends must cut those who are finishing, too.
 */
final class LaterLeases implements Supplier<LeaseStore>, AutoCloseable {
    private final ServiceTracker<LeaseStore, LeaseStore> tracker;

    LaterLeases(BundleContext context) {
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        tracker = new ServiceTracker<>(framework, LeaseStore.class, null);
        tracker.open();
    }

    /** Null while there is no store. */
    @Override
    public LeaseStore get() {
        return tracker.getService();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
