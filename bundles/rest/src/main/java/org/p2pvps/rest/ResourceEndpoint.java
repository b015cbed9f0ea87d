package org.p2pvps.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.ServletConfig;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.Path;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;

/**
 * One resource, served by CXF on a bus of its own: nothing that happens to another resource reaches it. A bus costs some 10 ms
 * and 60 KiB.
 */
public final class ResourceEndpoint {
    private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
    private final String area;
    private final Class<?> resourceClass;
    private final Bus bus;
    private final Server server;
    private final AbstractHTTPDestination destination;
    private volatile boolean closed;

    ResourceEndpoint(Object resource, List<Object> providers) {
        resourceClass = resource.getClass();
        area = areaOf(resourceClass);
        bus = newBus();
        server = start(bus, resource, providers);
        destination = (AbstractHTTPDestination) server.getDestination();
    }

    /** The first segment of the path, without a slash. */
    public String area() {
        return area;
    }

    /** The class with the JAX-RS annotations. */
    public Class<?> resourceClass() {
        return resourceClass;
    }

    /** Whether the resource is gone; a request that still runs is not to be trusted any more. */
    public boolean isClosed() {
        return closed;
    }

    /** How many requests are on their way. */
    int flights() {
        return flights.size();
    }

    /** Takes a request in; answers false if the endpoint is closed. */
    boolean admit(Flight flight) {
        flights.add(flight);
        if (closed) {
            leave(flight);
        }
        return !closed;
    }

    /** Serves an admitted request, the first time or after a wait. */
    void serve(ServletConfig config, ApiRequest request, HttpServletResponse response) throws IOException {
        Flight flight = request.flight();
        flight.setWaiting(false);
        try {
            destination.invoke(config, config.getServletContext(), request, response);
        } finally {
            if (!flight.waiting()) {
                leave(flight);
            }
        }
    }

    void leave(Flight flight) {
        flights.remove(flight);
        if (closed) {
            synchronized (flights) {
                flights.notifyAll();
            }
        }
    }

    /** Takes no more requests, ends those that wait, lets the others finish for as long as {@code patience}, and shuts down. */
    void close(Duration patience) {
        closed = true;
        drain(System.nanoTime() + patience.toNanos());
        server.destroy();
        bus.shutdown(true);
    }

    private void drain(long deadline) {
        synchronized (flights) {
            while (!flights.isEmpty() && System.nanoTime() < deadline) {
                flights.forEach(Flight::abandon);
                try {
                    flights.wait(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static String areaOf(Class<?> resourceClass) {
        Path path = resourceClass.getAnnotation(Path.class);
        if (path == null) {
            throw new IllegalArgumentException(resourceClass + " has no @Path");
        }
        return path.value().replaceAll("^/|/$", "");
    }

    private static Bus newBus() {
        ExtensionManagerBus bus = new ExtensionManagerBus(
                Map.of(), Map.of("skip.default.json.provider.registration", true), Bus.class.getClassLoader());
        BusFactory.clearDefaultBusForAnyThread(bus);
        bus.initialize();
        return bus;
    }

    private static Server start(Bus bus, Object resource, List<Object> providers) {
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(bus);
        factory.setAddress(ApiServlet.BASE);
        factory.setDestinationFactory(new HTTPTransportFactory(new DestinationRegistryImpl()));
        factory.setServiceBean(resource);
        factory.setProviders(providers);
        factory.setStart(false);
        Server server = factory.create();
        forbidOverrides(server);
        server.start();
        return server;
    }

    /** Without this, {@code ?_type=} and {@code ?_ctype=} in an address would stand for headers. */
    private static void forbidOverrides(Server server) {
        ServerProviderFactory providers =
                (ServerProviderFactory) server.getEndpoint().get(ServerProviderFactory.class.getName());
        providers.setRequestPreprocessor(null);
    }
}
