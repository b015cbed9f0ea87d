package org.p2pvps.tunnel;

import java.util.Hashtable;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * How a data path reaches those before it that still finish: a device that an admin cuts is cut there, too. They are of other
 * bundle revisions, so they meet in types of the JVM.
 */
final class Predecessors {
    private static final String NAME = "org.p2pvps.tunnel.draining";

    private final BundleContext framework;

    /** @param context this bundle's */
    Predecessors(BundleContext context) {
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    }

    /** From now on, until the registration is taken back, {@code cut} hears of devices to be cut. */
    ServiceRegistration<?> join(Consumer<UUID> cut) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(NAME, true);
        return framework.registerService(Consumer.class, cut, properties);
    }

    @SuppressWarnings("unchecked")
    void cut(UUID deviceId) {
        try {
            for (ServiceReference<?> reference :
                    framework.getServiceReferences(Consumer.class, "(" + NAME + "=true)")) {
                if (framework.getService(reference) instanceof Consumer<?> cut) {
                    ((Consumer<UUID>) cut).accept(deviceId);
                    framework.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
