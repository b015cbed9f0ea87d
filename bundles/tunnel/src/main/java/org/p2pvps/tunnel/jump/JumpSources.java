package org.p2pvps.tunnel.jump;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

    private volatile Supplier<AccountKeyStore> keySource = () -> keys;
    private volatile Supplier<AccessTokenStore> tokenSource = () -> tokens;
    private volatile Supplier<DeviceAccess> accessSource = () -> access;
    private volatile Supplier<List<Authenticator>> authenticatorSource = () -> authenticators;

    /** For Declarative Services. */
    public JumpSources() {}

    public JumpSources(
            AccountKeyStore keys, AccessTokenStore tokens, DeviceAccess access, List<Authenticator> authenticators) {
        this.keys = keys;
        this.tokens = tokens;
        this.access = access;
        this.authenticators = authenticators;
    }

    /** From now on these are asked: whoever still finishes is held to the same rules, though this component
     * is gone. They may be null while there is none. */
    public void outlive(
            Supplier<AccountKeyStore> laterKeys,
            Supplier<AccessTokenStore> laterTokens,
            Supplier<DeviceAccess> laterAccess) {
        keySource = laterKeys;
        tokenSource = laterTokens;
        accessSource = laterAccess;
    }

    /** The same, for one data path: {@link #outlive} concerns that one only. */
    public JumpSources forOne() {
        JumpSources one = new JumpSources();
        one.outlive(() -> keys, () -> tokens, () -> access);
        one.authenticatorSource = () -> authenticators;
        return one;
    }

    Optional<AccountKeyStore> keys() {
        return Optional.ofNullable(keySource.get());
    }

    Optional<AccessTokenStore> tokens() {
        return Optional.ofNullable(tokenSource.get());
    }

    Optional<DeviceAccess> access() {
        return Optional.ofNullable(accessSource.get());
    }

    List<Authenticator> authenticators() {
        return List.copyOf(authenticatorSource.get());
    }
}
