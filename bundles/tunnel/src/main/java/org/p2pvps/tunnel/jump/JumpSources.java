package org.p2pvps.tunnel.jump;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.account.Authenticator;
import org.p2pvps.api.tunnel.DeviceAccess;

/** Whom the jump host asks. Each may come and go while sessions live. */
@Component(service = JumpSources.class)
public final class JumpSources {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile AccountKeyStore keys;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile AccessTokenStore tokens;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DeviceAccess access;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Authenticator> authenticators = List.of();

    /** For Declarative Services. */
    public JumpSources() {}

    public JumpSources(
            AccountKeyStore keys, AccessTokenStore tokens, DeviceAccess access, List<Authenticator> authenticators) {
        this.keys = keys;
        this.tokens = tokens;
        this.access = access;
        this.authenticators = authenticators;
    }

    Optional<AccountKeyStore> keys() {
        return Optional.ofNullable(keys);
    }

    Optional<AccessTokenStore> tokens() {
        return Optional.ofNullable(tokens);
    }

    Optional<DeviceAccess> access() {
        return Optional.ofNullable(access);
    }

    List<Authenticator> authenticators() {
        return List.copyOf(authenticators);
    }
}
