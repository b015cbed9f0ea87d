package org.p2pvps.tunnel.jump;

import java.util.UUID;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/**
 * Who uses the jump host.
 *
 * @param fingerprint the SSH key's that they came with; null if they came with a token
 * @param tokenId the API token's; null if they came with a key
 */
record JumpPerson(UUID accountId, String fingerprint, UUID tokenId) {
    /** On the session: who showed a key or a token. It is who came only once the session is authenticated. */
    static final AttributeKey<JumpPerson> SHOWN = new AttributeKey<>();

    static JumpPerson withKey(UUID accountId, String fingerprint) {
        return new JumpPerson(accountId, fingerprint, null);
    }

    static JumpPerson withToken(UUID accountId, UUID tokenId) {
        return new JumpPerson(accountId, null, tokenId);
    }

    /** Who came: the session must be authenticated. */
    static JumpPerson of(Session session) {
        JumpPerson person = session.getAttribute(SHOWN);
        if (person == null || !session.isAuthenticated()) {
            throw new IllegalStateException("Nobody has signed in.");
        }
        return person;
    }

    @Override
    public String toString() {
        return "account " + accountId;
    }
}
