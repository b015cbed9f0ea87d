package org.p2pvps.registration;

import javax.ws.rs.core.UriBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.protocol.RegisterAnswer;

/** Puts together all that an agent needs to serve its lease. */
@Component(service = RegisterAnswers.class)
public final class RegisterAnswers {
    private static final String IMAGE_REPOSITORY = "p2pvps/debian";
    private static final int TAG_LENGTH = 12;

    private final Ways ways;
    private final DeviceLimits limits;
    private final ImageShelf shelf;

    @Activate
    public RegisterAnswers(@Reference Ways ways, @Reference DeviceLimits limits, @Reference ImageShelf shelf) {
        this.ways = ways;
        this.limits = limits;
        this.shelf = shelf;
    }

    /** @param api the API's address as the agent calls it */
    RegisterAnswer of(Registration.Registered registered, UriBuilder api) {
        Device device = registered.device();
        Lease lease = registered.lease();
        return new RegisterAnswer(
                device.id(),
                device.name(),
                device.generation(),
                new RegisterAnswer.Login(lease.username(), lease.password().value()),
                tunnel(lease),
                new RegisterAnswer.Web(
                        ways.gateway().controlUrl(),
                        lease.subdomain(),
                        lease.webToken().value(),
                        ways.gateway()
                                .securePort()
                                .map(secure -> new RegisterAnswer.Secure(secure.port(), secure.key()))
                                .orElse(null)),
                limits.of(device.hardware()),
                image(device.hardware().architecture(), api));
    }

    private RegisterAnswer.Tunnel tunnel(Lease lease) {
        Tunnels.Endpoint endpoint = ways.tunnels().endpoint();
        return new RegisterAnswer.Tunnel(endpoint.host(), endpoint.port(), endpoint.hostKey(), lease.sshPort());
    }

    private RegisterAnswer.Image image(String architecture, UriBuilder api) {
        return shelf.find(architecture)
                .map(image -> new RegisterAnswer.Image(
                        IMAGE_REPOSITORY + ":" + image.sha256().substring(0, TAG_LENGTH),
                        image.sha256(),
                        api.path("images").path(architecture).build().toString()))
                .orElseGet(() -> new RegisterAnswer.Image(IMAGE_REPOSITORY + ":latest", "", ""));
    }
}
