package org.p2pvps.rest.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.annotation.security.PermitAll;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.rest.KnownAreas;
import org.p2pvps.rest.Publications;
import org.p2pvps.rest.RestConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the server is well. */
@Component(service = RestResource.class, configurationPid = RestConfig.PID)
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource implements RestResource {
    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);

    private final Publications publications;
    private final KnownAreas areas;
    private final List<Market> markets = new CopyOnWriteArrayList<>();

    private volatile AccountStore accounts;

    @Activate
    public HealthResource(@Reference Publications publications, RestConfig config) {
        this.publications = publications;
        this.areas = new KnownAreas(config.areas());
    }

    /** The database's door, as it comes. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setAccounts(AccountStore store) {
        accounts = store;
    }

    /** The door goes; another may have come before. */
    public void unsetAccounts(AccountStore store) {
        if (accounts == store) {
            accounts = null;
        }
    }

    /** Markets that come and go. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addMarket(Market market) {
        markets.add(market);
    }

    public void removeMarket(Market market) {
        markets.remove(market);
    }

    @GET
    @PermitAll
    @Operation(summary = "Whether the server is well; reads the database")
    @ApiResponse(
            responseCode = "200",
            description = "The database answers; a bundle may be missing",
            content = @Content(schema = @Schema(implementation = Health.class)))
    @ApiResponse(
            responseCode = "503",
            description = "The database does not answer",
            content = @Content(schema = @Schema(implementation = Health.class)))
    public Response health() {
        Health.Part database = database();
        List<Health.Part> parts = new ArrayList<>(List.of(database));
        areas.bundles().forEach(bundle -> parts.add(bundle(bundle)));
        markets.forEach(market -> parts.add(part(market)));
        return Response.status(database.up() ? 200 : 503)
                .entity(Health.of(parts))
                .build();
    }

    private Health.Part database() {
        AccountStore store = accounts;
        if (store == null) {
            return new Health.Part("database", false, "not running");
        }
        try {
            return new Health.Part("database", true, store.hasAdmin() ? "" : "there is no admin yet");
        } catch (RuntimeException e) {
            LOG.debug("The database does not answer", e);
            return new Health.Part("database", false, "does not answer");
        }
    }

    /** Why is for admins, at the console: everybody may read this. */
    private static Health.Part part(Market market) {
        boolean up = market.status().up();
        return new Health.Part("market " + market.name(), up, up ? "" : "can't sell at present");
    }

    private Health.Part bundle(String bundle) {
        TreeSet<String> missing = new TreeSet<>(areas.areasOf(bundle));
        missing.removeIf(area -> publications.find(area).isPresent());
        return new Health.Part(
                bundle, missing.isEmpty(), missing.isEmpty() ? "" : "missing: " + String.join(", ", missing));
    }
}
