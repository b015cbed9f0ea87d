package org.p2pvps.rest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;

/** What is published at the moment: one endpoint for each area. */
@Component(service = Publications.class)
public final class Publications {
    private final Map<String, ResourceEndpoint> endpoints = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();

    /** Puts an endpoint at its area; answers false if another one is there. */
    boolean add(ResourceEndpoint endpoint) {
        boolean free = endpoints.putIfAbsent(endpoint.area(), endpoint) == null;
        revision.incrementAndGet();
        return free;
    }

    void remove(ResourceEndpoint endpoint) {
        endpoints.remove(endpoint.area(), endpoint);
        revision.incrementAndGet();
    }

    /** Another number after every change. */
    public long revision() {
        return revision.get();
    }

    /** The endpoint at {@code area}, if there is one. */
    public Optional<ResourceEndpoint> find(String area) {
        return Optional.ofNullable(endpoints.get(area));
    }

    /** The classes of all published resources. */
    public Collection<Class<?>> resourceClasses() {
        return List.copyOf(
                endpoints.values().stream().map(ResourceEndpoint::resourceClass).toList());
    }
}
