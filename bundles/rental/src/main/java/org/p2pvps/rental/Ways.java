package org.p2pvps.rental;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.api.tunnel.WebGateway;
import org.p2pvps.protocol.ErrorCode;

/** How renters reach devices, as far as the tunnel's and the gateway's bundles are there. */
@Component(service = Ways.class)
public final class Ways {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Tunnels tunnels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebGateway gateway;

    /** For Declarative Services. */
    public Ways() {}

    Ways(Tunnels tunnels, WebGateway gateway) {
        this.tunnels = tunnels;
        this.gateway = gateway;
    }

    Optional<Tunnels> tunnels() {
        return Optional.ofNullable(tunnels);
    }

    /** Fails with {@code service-missing} while the tunnel or the gateway is being swapped. */
    Access accessBy(Lease lease) {
        Tunnels ssh = tunnels().orElseThrow(() -> missing("tunnel"));
        WebGateway web = Optional.ofNullable(gateway).orElseThrow(() -> missing("localtunnel"));
        return Access.of(lease, ssh.endpoint(), web.urlOf(lease.subdomain()));
    }

    private static ProblemException missing(String bundle) {
        return new ProblemException(
                ErrorCode.SERVICE_MISSING,
                "The server's " + bundle + " part is not running just now. Try again in a few seconds.");
    }
}
