package org.p2pvps.openbazaar;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.openbazaar.daemon.ChatMessage;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.p2pvps.protocol.ErrorCode;

/** Orders of the OpenBazaar store, and what was said about them: for the owner of the device, and for admins. */
@Component
@Path("/openbazaar")
@Produces(MediaType.APPLICATION_JSON)
public final class SaleResource implements RestResource {
    private final OpenBazaar market;
    private final DeviceStore devices;

    @Activate
    public SaleResource(@Reference OpenBazaar market, @Reference DeviceStore devices) {
        this.market = market;
        this.devices = devices;
    }

    /**
     * An order of the store.
     *
     * @param orderId the store's own id
     * @param daemonState the daemon's own word for where it is
     * @param total minor units of {@code coin}, decimal
     * @param fault what is wrong with it; empty if nothing is
     */
    public record SaleJson(
            UUID id,
            String orderId,
            String slug,
            String buyer,
            String moderator,
            String daemonState,
            SaleProgress progress,
            String total,
            String coin,
            String fault,
            Instant seenAt,
            Instant changedAt) {

        static SaleJson of(TrackedSale sale) {
            return new SaleJson(
                    sale.id(),
                    sale.orderId(),
                    sale.slug(),
                    sale.buyer(),
                    sale.moderator(),
                    sale.daemonState(),
                    sale.progress(),
                    sale.total(),
                    sale.coin(),
                    sale.fault(),
                    sale.seenAt(),
                    sale.changedAt());
        }
    }

    /**
     * A line of the conversation about an order.
     *
     * @param outgoing whether the store said it
     */
    public record MessageJson(String messageId, boolean outgoing, String text, Instant at) {
        static MessageJson of(ChatMessage message) {
            return new MessageJson(message.messageId(), message.outgoing(), message.text(), message.at());
        }
    }

    @GET
    @Path("/orders")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List the OpenBazaar orders for one's devices; all for an admin")
    public List<SaleJson> orders(@Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        return market.sales().stream()
                .filter(sale -> mayRead(sale, caller))
                .map(SaleJson::of)
                .toList();
    }

    /** What was said, newest first. 503 {@code service-missing} while the daemon does not answer. */
    @GET
    @Path("/orders/{id}/messages")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Read what was said about an OpenBazaar order")
    public List<MessageJson> messages(@PathParam("id") UUID id, @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        TrackedSale sale = market.sales().stream()
                .filter(found -> found.id().equals(id) && mayRead(found, caller))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
        try {
            return market.chat(sale).stream().map(MessageJson::of).toList();
        } catch (DaemonException e) {
            throw new ProblemException(ErrorCode.SERVICE_MISSING, "The OpenBazaar daemon does not answer just now.");
        }
    }

    private boolean mayRead(TrackedSale sale, Caller caller) {
        return caller.is(Role.ADMIN)
                || Slugs.deviceOf(sale.slug())
                        .flatMap(devices::find)
                        .map(Device::ownerId)
                        .filter(caller.id()::equals)
                        .isPresent();
    }
}
