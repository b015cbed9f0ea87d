package org.p2pvps.tunnel;

import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.p2pvps.api.device.Lease;

/** A lease and its tunnel key, ready to compare. */
record KnownLease(Lease lease, PublicKey key) {
    boolean isKey(PublicKey offered) {
        return KeyUtils.compareKeys(key, offered);
    }

    /** Whether whoever was let in by {@code other} may stay. */
    boolean continues(Lease other) {
        return lease.id().equals(other.id())
                && lease.generation() == other.generation()
                && lease.sshPort() == other.sshPort()
                && lease.tunnelKey().equals(other.tunnelKey());
    }
}
