package org.p2pvps.rest;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.core.UriInfo;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** A resource with one of everything. */
@Path("/probe")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ProbeResource implements RestResource {
    enum Colour {
        RED,
        GREEN
    }

    record Thing(
            String name,
            int count,
            boolean on,
            Colour colour,
            Money price,
            UUID id,
            Instant at,
            List<String> tags,
            Secret word) {}

    record Echo(Thing thing) {}

    record Who(String name, String address, String base) {}

    record Answer(Instant at, String nothing, Money price) {}

    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<AsyncResponse> waiting = new ConcurrentLinkedQueue<>();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch mayLeave = new CountDownLatch(1);

    int calls() {
        return calls.get();
    }

    Queue<AsyncResponse> waiting() {
        return waiting;
    }

    @GET
    @PermitAll
    public Answer get() {
        return new Answer(Instant.parse("2026-01-02T03:04:05Z"), null, new Money(5, "EUR"));
    }

    @POST
    @PermitAll
    public Response take(Thing thing) {
        calls.incrementAndGet();
        return Response.status(201).entity(new Echo(withoutSecret(thing))).build();
    }

    private static Thing withoutSecret(Thing thing) {
        return new Thing(
                thing.name(),
                thing.count(),
                thing.on(),
                thing.colour(),
                thing.price(),
                thing.id(),
                thing.at(),
                thing.tags(),
                null);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    public String byId(@PathParam("id") UUID id) {
        return "\"" + id + "\"";
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.Names.OWNER)
    public void delete(@PathParam("id") UUID id) {
        calls.incrementAndGet();
    }

    @GET
    @Path("/closed")
    public String closed() {
        return "\"never\"";
    }

    @GET
    @Path("/owner")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    public Who owner(@Context SecurityContext security, @Context UriInfo uri) {
        return new Who(
                security.getUserPrincipal().getName(), "", uri.getBaseUri().toString());
    }

    @GET
    @Path("/device")
    @RolesAllowed(Role.Names.DEVICE)
    public Who device(@Context SecurityContext security) {
        return new Who(security.getUserPrincipal().getName(), "", "");
    }

    @GET
    @Path("/open")
    @PermitAll
    public Who open(@Context SecurityContext security, @Context UriInfo uri) {
        String name = security.getUserPrincipal() == null
                ? "guest"
                : security.getUserPrincipal().getName();
        return new Who(name, "", uri.getBaseUri().toString());
    }

    @GET
    @Path("/often")
    @PermitAll
    @RateLimited(perMinute = 3)
    public String often() {
        return "\"yes\"";
    }

    @GET
    @Path("/coded")
    @PermitAll
    public String coded() {
        throw new ProblemException(ErrorCode.DEVICE_RENTED, "It is rented.");
    }

    @GET
    @Path("/broken")
    @PermitAll
    public String broken() {
        throw new IllegalStateException("jdbc:derby:secret");
    }

    @GET
    @Path("/secret")
    @PermitAll
    public Secret secret() {
        return new Secret("hush");
    }

    @GET
    @Path("/download")
    @PermitAll
    @Produces("application/gzip")
    public StreamingOutput download() {
        return out -> out.write(new byte[100_000]);
    }

    @GET
    @Path("/wait")
    @PermitAll
    public void await(@Suspended AsyncResponse response) {
        waiting.add(response);
    }

    @GET
    @Path("/slow")
    @PermitAll
    public String slow() throws InterruptedException {
        entered.countDown();
        mayLeave.await();
        return "\"done\"";
    }

    @GET
    @Path("/orphan")
    @PermitAll
    public String orphan() throws InterruptedException {
        entered.countDown();
        mayLeave.await();
        throw new IllegalStateException("the store is gone");
    }
}
