package org.p2pvps.tunnel;

import java.security.PublicKey;
import java.util.Optional;
import java.util.UUID;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.api.device.Lease;

/** Lets a device in: its id is the user name, the key is that of its active lease (RFC 4252, 7). */
final class DeviceKeyAuthenticator implements PublickeyAuthenticator {
    /** On the session: the lease whose key was shown. Proof of the key comes after this. */
    static final AttributeKey<Lease> SHOWN = new AttributeKey<>();

    private final LeaseTable leases;
    private final LeaseFollower follower;
    private final Refusals refusals;

    DeviceKeyAuthenticator(LeaseTable leases, LeaseFollower follower, Refusals refusals) {
        this.leases = leases;
        this.follower = follower;
        this.refusals = refusals;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        Optional<Lease> lease = deviceId(username).flatMap(id -> leaseWith(id, key));
        if (lease.isEmpty()) {
            refusals.refused(Refusal.KEY_UNKNOWN, session, "user " + username);
            return false;
        }
        session.setAttribute(SHOWN, lease.get());
        return true;
    }

    private Optional<Lease> leaseWith(UUID deviceId, PublicKey key) {
        Optional<Lease> known = known(deviceId, key);
        if (known.isPresent()) {
            return known;
        }
        follower.refreshNow(deviceId);
        return known(deviceId, key);
    }

    private Optional<Lease> known(UUID deviceId, PublicKey key) {
        return leases.of(deviceId).filter(known -> known.isKey(key)).map(KnownLease::lease);
    }

    private static Optional<UUID> deviceId(String username) {
        try {
            UUID id = UUID.fromString(username);
            return id.toString().equals(username) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
