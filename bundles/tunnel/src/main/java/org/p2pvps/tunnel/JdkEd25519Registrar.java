package org.p2pvps.tunnel;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** Tells sshd that the JVM can do Ed25519. */
final class JdkEd25519Registrar extends AbstractSecurityProviderRegistrar {
    private static final String PROVIDER = "SunEC";

    /** Under the name that sshd asks first for Ed25519: Bouncy Castle, kept out or not, would be asked next. */
    private JdkEd25519Registrar() {
        super(SecurityUtils.EDDSA);
    }

    /** Must run before anything else of sshd: its key decoders are fixed when its classes are first used. */
    static void register() {
        SecurityUtils.registerSecurityProvider(new JdkEd25519Registrar());
    }

    @Override
    public boolean isSupported() {
        return getSecurityProvider() != null;
    }

    @Override
    public Provider getSecurityProvider() {
        return Security.getProvider(PROVIDER);
    }

    /** For Ed25519 alone; everything else is found as if this were not here. */
    @Override
    public boolean isSecurityEntitySupported(Class<?> entityType, String name) {
        return false;
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new JdkEd25519());
    }
}
