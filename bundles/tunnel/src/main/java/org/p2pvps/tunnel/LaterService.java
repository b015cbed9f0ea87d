package org.p2pvps.tunnel;

import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A service for a data path whose bundle is stopped: looked up in the name of the framework, since a stopped bundle has none
 * any more. A lease that ends must cut those who are finishing, too, and what they carry is counted.
 */
final class LaterService<T> implements Supplier<T>, AutoCloseable {
    private final ServiceTracker<T, T> tracker;

    LaterService(BundleContext context, Class<T> type) {
        BundleContext framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        tracker = new ServiceTracker<>(framework, type, null);
        tracker.open();
    }

    /** Null while there is none. */
    @Override
    public T get() {
        return tracker.getService();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
