package org.p2pvps.market;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** Invoices of the direct market: renters see theirs, owners confirm what they were paid, admins do both for all. */
@Component
@Path("/invoices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class InvoiceResource implements RestResource {
    private final Invoices invoices;

    @Activate
    public InvoiceResource(@Reference Invoices invoices) {
        this.invoices = invoices;
    }

    /**
     * A payment that arrived.
     *
     * @param reference what names it, so that it counts once; null if the invoice is paid in one
     */
    public record PaymentRequest(Money amount, String reference) {}

    @GET
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List one's invoices, as renter and as owner")
    public List<Invoice> list(@Context SecurityContext security) {
        return invoices.visibleTo(caller(security));
    }

    /**
     * Confirms that a payment arrived. Once the invoice is paid in full the rental starts at once, unless another order was paid
     * first, in which case the state is {@code REFUND_DUE}. What is too much is to be paid back. 409 {@code payment-mismatch} for
     * another currency, an amount of 0 or less, or a reference that was used for something else.
     */
    @POST
    @Path("/{orderId}/payment")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Confirm that an invoice was paid")
    public Invoice confirm(
            @PathParam("orderId") UUID orderId, PaymentRequest payment, @Context SecurityContext security) {
        invoices.requirePayee(orderId, caller(security));
        if (payment.amount() == null) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "amount: an amount and a currency are needed.");
        }
        return invoices.confirm(orderId, payment.reference(), payment.amount());
    }

    /** Gives an order that waits for its payment for free: the rental starts at once. */
    @POST
    @Path("/{orderId}/grant")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Give an ordered rental for free")
    public Invoice grant(@PathParam("orderId") UUID orderId, @Context SecurityContext security) {
        invoices.requirePayee(orderId, caller(security));
        return invoices.grant(orderId);
    }

    /** Confirms that all that was to be paid back was paid out. */
    @POST
    @Path("/{orderId}/refund")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Confirm that a refund was paid out")
    public Invoice refunded(@PathParam("orderId") UUID orderId, @Context SecurityContext security) {
        invoices.requirePayee(orderId, caller(security));
        return invoices.refunded(orderId);
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
