package org.p2pvps.registration;

import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.api.tunnel.WebGateway;
import org.p2pvps.protocol.ErrorCode;

/** The ways to a device, as far as their bundles are there: either may come and go while registration serves. */
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

    Optional<Tunnels> tunnelsIfThere() {
        return Optional.ofNullable(tunnels);
    }

    boolean isOnline(UUID deviceId) {
        return tunnelsIfThere().map(there -> there.isOpen(deviceId)).orElse(false);
    }

    Tunnels tunnels() {
        return tunnelsIfThere().orElseThrow(() -> missing("tunnel"));
    }

    WebGateway gateway() {
        return Optional.ofNullable(gateway).orElseThrow(() -> missing("localtunnel"));
    }

    private static ProblemException missing(String bundle) {
        return new ProblemException(
                ErrorCode.SERVICE_MISSING,
                "The server's " + bundle + " part is not running just now. Try again in a few seconds.");
    }
}
