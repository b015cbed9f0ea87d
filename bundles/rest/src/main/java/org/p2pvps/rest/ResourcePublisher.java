package org.p2pvps.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.ws.rs.ext.RuntimeDelegate;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.rest.json.JsonBodyReader;
import org.p2pvps.rest.json.JsonBodyWriter;
import org.p2pvps.rest.json.JsonFormat;
import org.p2pvps.rest.problem.ProblemMapper;
import org.p2pvps.rest.security.AccessFilter;
import org.p2pvps.rest.security.AuthenticatorRegistry;
import org.p2pvps.rest.security.RateLimitFilter;
import org.p2pvps.rest.security.RateLimiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes each resource that a bundle registers, for as long as it is registered. */
@Component(
        service = {},
        immediate = true,
        configurationPid = RestConfig.PID)
@Designate(ocd = RestConfig.class)
public final class ResourcePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ResourcePublisher.class);

    private final Map<RestResource, ResourceEndpoint> endpoints = new ConcurrentHashMap<>();
    private final Publications publications;
    private final List<Object> sharedProviders;
    private final Duration patience;

    @Activate
    public ResourcePublisher(
            @Reference Publications publications, @Reference AuthenticatorRegistry authenticators, RestConfig config) {
        // In OSGi the JAX-RS interface cannot find its implementation by itself, and Response.ok() asks for it.
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
        // In OSGi, JAX-RS's interface can't find its implementation, which answers such as Response.ok() are made by
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
        this.publications = publications;
        this.patience = Duration.ofMillis(config.drainMillis());
        this.sharedProviders = List.of(
                new FlightFilter(),
                new RateLimitFilter(new RateLimiter(config.rateLimits())),
                new AccessFilter(authenticators),
                new UuidConverterProvider(),
                new ProblemMapper(config.retryAfterSeconds()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addResource(RestResource resource) {
        ResourceEndpoint endpoint = new ResourceEndpoint(resource, providers());
        if (publications.add(endpoint)) {
            endpoints.put(resource, endpoint);
            LOG.debug("/{} is published", endpoint.area());
        } else {
            endpoint.close(Duration.ZERO);
            LOG.error("/{} is published already; {} is left out", endpoint.area(), resource.getClass());
        }
    }

    /** The JSON format remembers classes, so each resource has one of its own that goes with it. */
    private List<Object> providers() {
        JsonFormat json = new JsonFormat();
        List<Object> providers = new ArrayList<>(sharedProviders);
        providers.add(new JsonBodyReader(json));
        providers.add(new JsonBodyWriter(json));
        return providers;
    }

    void removeResource(RestResource resource) {
        ResourceEndpoint endpoint = endpoints.remove(resource);
        if (endpoint != null) {
            publications.remove(endpoint);
            endpoint.close(patience);
            LOG.debug("/{} is withdrawn", endpoint.area());
        }
    }

    @Deactivate
    void deactivate() {
        List.copyOf(endpoints.keySet()).forEach(this::removeResource);
    }
}
