package org.p2pvps.rest.openapi;

import io.swagger.v3.oas.annotations.Operation;
import javax.annotation.security.PermitAll;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.rest.Publications;

/** Serves the OpenAPI document of what is published at the moment. */
@Component(service = RestResource.class)
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource implements RestResource {
    private final Publications publications;
    private volatile Edition latest = new Edition(-1, "");

    @Activate
    public OpenApiResource(@Reference Publications publications) {
        this.publications = publications;
    }

    /** A document, and the state of the publications it shows; it refers to none of their classes. */
    private record Edition(long revision, String text) {}

    @GET
    @PermitAll
    @RateLimited(perMinute = 60)
    @Operation(summary = "This document")
    public String document() {
        Edition known = latest;
        long revision = publications.revision();
        if (known.revision() != revision) {
            known = new Edition(revision, ApiDocument.of(publications.resourceClasses()));
            latest = known;
        }
        return known.text();
    }
}
