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
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.rest.Publications;

/** Serves the OpenAPI document of what is published at the moment. */
@Component(service = RestResource.class)
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource implements RestResource {
    private final Publications publications;

    @Activate
    public OpenApiResource(@Reference Publications publications) {
        this.publications = publications;
    }

    @GET
    @PermitAll
    @Operation(summary = "This document")
    public String document() {
        return ApiDocument.of(publications.resourceClasses());
    }
}
