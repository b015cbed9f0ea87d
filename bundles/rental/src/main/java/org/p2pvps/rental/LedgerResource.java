package org.p2pvps.rental;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
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
import org.p2pvps.api.ledger.AccountKind;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** Money: owners see their earnings, renters and owners the refunds, admins everything. */
@Component
@Path("/ledger")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class LedgerResource implements RestResource {
    private static final String DEFAULT_MARKET = "direct";

    private final LedgerStore ledger;
    private final RefundStore refunds;
    private final Payouts payouts;

    @Activate
    public LedgerResource(@Reference LedgerStore ledger, @Reference RefundStore refunds, @Reference Payouts payouts) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.payouts = payouts;
    }

    /**
     * What is in an account.
     *
     * @param subject whose it is: a market, an order's, an owner's id, or {@code server}
     * @param amount what is there
     */
    public record BalanceJson(AccountKind kind, String subject, Money amount) {
        static BalanceJson of(Balance balance) {
            LedgerAccount account = balance.account();
            return new BalanceJson(account.kind(), account.subject(), new Money(balance.amount(), account.currency()));
        }
    }

    /**
     * A payment to an owner.
     *
     * @param market whose money it was; null for {@code direct}
     * @param reference what names it, so that it counts once
     */
    public record PayoutRequest(UUID ownerId, String market, Money amount, String reference) {}

    /** What can still be paid to an owner. */
    public record PayoutAnswer(Money payable) {}

    @GET
    @Path("/balances")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show balances: one's own as an owner, all as an admin")
    public List<BalanceJson> balances(@Context SecurityContext security) {
        Caller caller = caller(security);
        return ledger.balances().stream()
                .filter(balance -> caller.is(Role.ADMIN)
                        || balance.account().subject().equals(caller.id().toString()))
                .map(BalanceJson::of)
                .toList();
    }

    @GET
    @Path("/refunds")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List refunds: to oneself as a renter, to one's renters as an owner")
    public List<Refund> refunds(@Context SecurityContext security) {
        Caller caller = caller(security);
        return caller.is(Role.ADMIN)
                ? refunds.all()
                : Stream.concat(refunds.byRenter(caller.id()).stream(), refunds.byOwner(caller.id()).stream())
                        .distinct()
                        .toList();
    }

    /** Records that an owner was paid. 409 {@code payment-mismatch} if it is more than there is to pay. */
    @POST
    @Path("/payouts")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Record that an owner was paid")
    public PayoutAnswer payout(PayoutRequest request) {
        if (request.ownerId() == null || request.amount() == null || request.reference() == null) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "ownerId, amount and reference are needed.");
        }
        String market = request.market() == null ? DEFAULT_MARKET : request.market();
        return new PayoutAnswer(payouts.record(request.ownerId(), market, request.amount(), request.reference()));
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
