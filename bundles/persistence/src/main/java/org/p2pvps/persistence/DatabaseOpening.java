package org.p2pvps.persistence;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.ops4j.pax.jdbc.hook.PreHook;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * Offers the hook from a thread of its own. Whoever offers the last part of a database has to make its tables and Hibernate's
 * factory before the call returns; here the rest of the server starts meanwhile. So it waits for a driver too.
 */
@Component(immediate = true)
public final class DatabaseOpening {
    private final CompletableFuture<ServiceRegistration<PreHook>> offer;

    @Activate
    public DatabaseOpening(
            BundleContext context,
            @Reference DatabasePreHook hook,
            @Reference(target = "(osgi.jdbc.driver.name=*)") DataSourceFactory driver) {
        offer = CompletableFuture.supplyAsync(
                () -> context.registerService(PreHook.class, hook, new Hashtable<>(Map.of("name", "p2pvps"))),
                work -> new Thread(work, "database-opening").start());
    }

    /** Takes the hook back, and with it the database. */
    @Deactivate
    public void close() {
        try {
            offer.join().unregister();
        } catch (CompletionException | IllegalStateException e) {
            // The framework took it back already.
        }
    }
}
