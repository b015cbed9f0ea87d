package org.p2pvps.tunnel.jump;

import java.security.PublicKey;
import java.util.Optional;
import java.util.UUID;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.Refusals;

/** Knows people by the SSH keys of their accounts (RFC 4252, 7). Proof of the key comes after this. */
final class JumpKeyAuthenticator implements PublickeyAuthenticator {
    private final KeyHolders holders;
    private final GuessLimit guesses;
    private final Refusals refusals;

    JumpKeyAuthenticator(KeyHolders holders, GuessLimit guesses, Refusals refusals) {
        this.holders = holders;
        this.guesses = guesses;
        this.refusals = refusals;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        if (key instanceof OpenSshCertificate || TokenCheck.isUnderWay(session)) {
            return false;
        }
        String fingerprint = KeyUtils.getFingerPrint(key);
        Optional<UUID> holder = holders.of(fingerprint);
        if (holder.isPresent()) {
            session.setAttribute(JumpPerson.SHOWN, JumpPerson.withKey(holder.get(), fingerprint));
            return true;
        }
        Refusal refusal = guesses.allows(session.getClientAddress()) ? Refusal.KEY_UNKNOWN : Refusal.GUESSES;
        refusals.refused(refusal, session, "key " + fingerprint);
        return false;
    }
}
