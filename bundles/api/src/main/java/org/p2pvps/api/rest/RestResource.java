package org.p2pvps.api.rest;

/**
 * Marks a JAX-RS resource. A bundle registers it as a service of this type; the rest bundle publishes it under
 * {@code /api/v1}. The class carries {@code @Path("/area")} with one segment that no other resource class uses; every method carries
 * {@code @RolesAllowed} or {@code @PermitAll}, else nobody may call it.
 */
public interface RestResource {}
