package org.p2pvps.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.nio.file.Files;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** The container images, for agents that have neither the image nor a registry. */
@Component
@Path("/images")
public final class ImageResource implements RestResource {
    private final ImageShelf shelf;

    @Activate
    public ImageResource(@Reference ImageShelf shelf) {
        this.shelf = shelf;
    }

    /** The gzip'd root file system; its SHA-256 is the {@code ETag} and is in the answer to a registration. */
    @GET
    @Path("/{architecture: amd64|arm64|armhf}")
    @Produces("application/gzip")
    @RolesAllowed(Role.Names.DEVICE)
    @Operation(summary = "Download the container image for an architecture")
    @ApiResponse(
            responseCode = "200",
            description = "The gzip'd root file system",
            content = @Content(mediaType = "application/gzip", schema = @Schema(type = "string", format = "binary")))
    public Response image(@PathParam("architecture") String architecture) throws IOException {
        ImageShelf.StoredImage image = shelf.find(architecture)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.IMAGE_MISSING, "This server has no image for " + architecture + "."));
        StreamingOutput body = output -> Files.copy(image.archive(), output);
        return Response.ok(body)
                .header("Content-Length", Files.size(image.archive()))
                .header("ETag", '"' + image.sha256() + '"')
                .build();
    }
}
